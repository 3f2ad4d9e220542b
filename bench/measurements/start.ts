import { setTimeout as sleep } from 'node:timers/promises'
import { engines } from '../../test/support/store-engines.ts'
import { type Field, startField } from '../field/field.ts'
import { ALL_PARTS, PARTS_ENV } from '../field/parts.ts'
import { startProgram } from '../field/start-program.ts'
import type { Row } from '../harness/measurement.ts'
import { megabytes, milliseconds, percentile } from '../harness/percentile.ts'
import { residentMemory } from '../harness/resident-memory.ts'

const REPEATS = 7

type Variant = {
  readonly name: string
  readonly field: Field
  readonly env: Readonly<Record<string, string>>
  readonly startMs: number
  readonly memory: number
  readonly starts: number[]
  readonly sizes: number[]
}

/**
 * From the start of the process until it is connected to Slack and has proven itself to the cluster: with the least
 * that it can be given, and with every part on. They take turns, so that a busy moment strikes both.
 */
export async function measureStart(): Promise<readonly Row[]> {
  const [, postgres] = await engines()
  const engine = await postgres?.[1]()
  const database = await engine?.fresh()
  const variants = [
    await variant('the least configuration', { startMs: 400, memory: 130e6 }),
    await variant('all parts on', { more: ALL_PARTS, env: PARTS_ENV }),
    ...(database?.engine === 'postgres'
      ? [
          await variant('all parts on, PostgreSQL', {
            more: ALL_PARTS,
            env: { ...PARTS_ENV, DATABASE_URL: database.url },
          }),
        ]
      : []),
    await variant('all parts on, traces exported', {
      more: ALL_PARTS,
      env: { ...PARTS_ENV, ...TRACED },
    }),
  ]
  for (let round = 0; round < REPEATS; round++) for (const one of variants) await start(one)
  for (const { field } of variants) await field.stop()
  await engine?.stop()
  return variants.flatMap(rowsOf)
}

/** Nobody takes the traces, as when a collector is down: the exporter is loaded and tries. */
const TRACED = {
  OTEL_TRACES_EXPORTER: 'otlp',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
}

type Wanted = {
  readonly more?: string
  readonly env?: Readonly<Record<string, string>>
  readonly startMs?: number
  readonly memory?: number
}

async function variant(name: string, wanted: Wanted): Promise<Variant> {
  const { more, env = {}, startMs = 500, memory = 140e6 } = wanted
  const field = await startField(undefined, more)
  return { name, field, env: { ...field.env, ...env }, startMs, memory, starts: [], sizes: [] }
}

async function start({ field: { folder }, env, starts, sizes }: Variant): Promise<void> {
  const program = await startProgram({ folder, env })
  starts.push(program.readyMs)
  await sleep(500)
  sizes.push(residentMemory(program.pid))
  await program.stop()
}

function rowsOf({ name, startMs, memory, starts, sizes }: Variant): readonly Row[] {
  const [took, size] = [percentile(starts, 0.5), percentile(sizes, 0.5)]
  return [
    {
      what: `start of the process to ready, ${name}, median of ${REPEATS}`,
      measured: `${milliseconds(took)} (fastest ${milliseconds(Math.min(...starts))})`,
      aim: `< ${startMs} ms`,
      met: took < startMs,
    },
    {
      what: `resident memory when ready, ${name}`,
      measured: megabytes(size),
      aim: `< ${megabytes(memory)}`,
      met: size < memory,
    },
  ]
}
