import { execFile, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { z } from 'zod'
import { OWN_FLAGS, SHIPPED_ENV, SHIPPED_FLAGS } from '../field/as-shipped.ts'
import type { Row } from '../harness/measurement.ts'
import { megabytes, milliseconds, percentile } from '../harness/percentile.ts'

const PODS = 10_000
const ROUNDS = 4
const EVENTS = PODS * ROUNDS
const TURNS = 3
const MANY = 100_000

const Cost = z.object({
  pods: z.number(),
  listMs: z.number(),
  heapKept: z.number(),
  listPauseMs: z.number(),
  perSecond: z.number(),
  cpuMicros: z.number(),
  pauseP99Ms: z.number(),
  resident: z.number(),
})
type Cost = z.infer<typeof Cost>

const READERS = ['deckwatch', 'streaming', 'plain', 'client-node'] as const
const CALLED = {
  deckwatch: 'Deckwatch with all detectors of pods',
  streaming: 'Deckwatch, the list as the beginning of the watch',
  plain: 'plain parsing',
  'client-node': 'client-node’s informer',
}

type Reader = (typeof READERS)[number]

/**
 * Keeping up with 10 000 pods of about 8 kB, beside what else one could use; each reader a process of its own. Taken
 * in turn three times, and the median of each figure: what else the machine does then disturbs all alike.
 */
export async function measureWatch(): Promise<readonly Row[]> {
  const rows = await withPods({ pods: PODS, rounds: ROUNDS }, async (url) => {
    const costs: Record<Reader, Cost[]> = {
      deckwatch: [],
      streaming: [],
      plain: [],
      'client-node': [],
    }
    for (let turn = 0; turn < TURNS; turn++)
      for (const reader of READERS) costs[reader].push(await read(reader, url, EVENTS))
    const plain = median(costs.plain)
    return READERS.flatMap((reader) => rowsOf(reader, median(costs[reader]), plain))
  })
  return [...rows, ...(await withPods({ pods: MANY, rounds: 0 }, measureMany))]
}

type Served = { readonly pods: number; readonly rounds: number }

async function withPods<T>({ pods, rounds }: Served, run: (url: string) => Promise<T>): Promise<T> {
  const args = ['--max-old-space-size=6000', fieldFile('pod-stream'), String(pods), String(rounds)]
  const server = spawn(process.execPath, args)
  try {
    return await run(`http://127.0.0.1:${await firstWord(server.stdout)}`)
  } finally {
    server.kill()
  }
}

/** Ten times as many pods: what is left in memory, and whether anybody had to wait. */
async function measureMany(url: string): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const reader of ['deckwatch', 'streaming'] as const) {
    const { resident, listMs, listPauseMs } = await read(reader, url, 0)
    const met = resident < 450e6
    rows.push(
      {
        what: `resident with 100 000 pods, ${CALLED[reader]}`,
        measured: megabytes(resident),
        aim: '< 450 MB',
        met,
      },
      {
        what: `their list, ${CALLED[reader]}`,
        measured: `${(listMs / 1000).toFixed(1)} s, longest pause ${milliseconds(listPauseMs)}`,
      },
    )
  }
  return rows
}

async function firstWord(stream: Readable): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  stream.once('data', (chunk: unknown) => resolve(String(chunk).trim()))
  return promise
}

async function read(reader: Reader, url: string, events: number): Promise<Cost> {
  const last = String(1_000_000_000 + PODS + events)
  const flags = ['--expose-gc', ...SHIPPED_FLAGS, ...OWN_FLAGS]
  const args = [...flags, fieldFile('read-pods'), reader, url, last, String(events)]
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...process.env, ...SHIPPED_ENV },
  })
  return Cost.parse(JSON.parse(stdout))
}

function median(costs: readonly Cost[]): Cost {
  const middle = (figure: keyof Cost) =>
    percentile(
      costs.map((cost) => cost[figure]),
      0.5,
    )
  return {
    pods: PODS,
    listMs: middle('listMs'),
    heapKept: middle('heapKept'),
    listPauseMs: middle('listPauseMs'),
    perSecond: middle('perSecond'),
    cpuMicros: middle('cpuMicros'),
    pauseP99Ms: middle('pauseP99Ms'),
    resident: middle('resident'),
  }
}

function rowsOf(reader: Reader, cost: Cost, plain: Cost): Row[] {
  const row = (what: string, measured: string, aim?: readonly [string, boolean]): Row => ({
    what: `${what}, ${CALLED[reader]}`,
    measured,
    ...(aim && isOurs(reader) && { aim: aim[0], met: aim[1] }),
  })
  const eventsAim = ['1.5 × plain', cost.perSecond >= 1.5 * plain.perSecond] as const
  return [
    row('list of 10 000 pods', milliseconds(cost.listMs), [
      'as plain',
      cost.listMs <= plain.listMs,
    ]),
    row('heap kept', megabytes(cost.heapKept), ['30 MB', cost.heapKept <= 30e6]),
    row('longest pause in the list', milliseconds(cost.listPauseMs)),
    row('watch events', `${Math.round(cost.perSecond)}/s`, eventsAim),
    row('CPU per event', `${cost.cpuMicros.toFixed(0)} µs`),
    row('pause p99', milliseconds(cost.pauseP99Ms), ['< 50 ms', cost.pauseP99Ms < 50]),
    row('resident memory', megabytes(cost.resident)),
  ]
}

const isOurs = (reader: Reader) => reader === 'deckwatch' || reader === 'streaming'

const fieldFile = (name: string) => new URL(`../field/${name}.ts`, import.meta.url).pathname
