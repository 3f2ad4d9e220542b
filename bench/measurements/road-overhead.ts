import { performance } from 'node:perf_hooks'
import { channels, people } from '../../playground/slack/workspace.ts'
import { type Arena, embeddedArena, type Served } from '../field/arena.ts'
import { type Field, startField } from '../field/field.ts'
import { startProgram } from '../field/start-program.ts'
import type { Row } from '../harness/measurement.ts'
import { milliseconds, percentile } from '../harness/percentile.ts'

/** The first ones after the start pay for what the engine compiles later. */
const WARM_UP = 50
const CHANGES = 300
const PATIENCE_MS = 10_000

/** From the slash command to the write's arrival at the API server, less the time in which that answered reads. */
export async function measureRoadOverhead(): Promise<readonly Row[]> {
  const arena = await embeddedArena()
  const field = await startField(arena)
  const program = await startProgram(field)
  try {
    await addDeployment(field)
    const took: number[] = []
    for (let index = 0; index < WARM_UP + CHANGES; index++)
      took.push(await change(field, 2 + (index % 2)))
    const [first = 0] = took
    const samples = took.slice(WARM_UP)
    const p99 = percentile(samples, 0.99)
    const what = `road overhead, command to API call, ${CHANGES} changes`
    return [
      { what: `${what}, p50`, measured: milliseconds(percentile(samples, 0.5)) },
      { what: `${what}, p99`, measured: milliseconds(p99), aim: '< 20 ms', met: p99 < 20 },
      { what: 'the same, the first change after the start', measured: milliseconds(first) },
    ]
  } finally {
    await program.stop()
    await field.stop()
  }
}

/** Milliseconds that Deckwatch itself took between hearing the words and sending the write. */
async function change({ slack, arena, namespace }: Field, replicas: number): Promise<number> {
  const reads: Served[] = []
  const { promise, resolve, reject } = Promise.withResolvers<Served>()
  const stopListening = listen(arena, (served) => {
    if (served.method === 'PATCH') resolve(served)
    else reads.push(served)
  })
  const timer = setTimeout(() => reject(new Error('no write arrived')), PATIENCE_MS)
  try {
    const from = performance.now()
    const words = `/k8s scale deploy/web ${replicas} -n ${namespace}`
    await Promise.all([slack.driver.say(people.alice, channels.ops, words), promise])
    const write = await promise
    return write.from - from - busy(reads, { from, to: write.from })
  } finally {
    clearTimeout(timer)
    stopListening()
  }
}

function listen({ onServed }: Arena, listener: (served: Served) => void): () => void {
  if (!onServed) throw new Error('this API server does not tell what it serves')
  return onServed(listener)
}

type Span = { readonly from: number; readonly to: number }

/** How long at least one of them was being served within a span: reads side by side count once. */
function busy(reads: readonly Served[], within: Span): number {
  let covered = within.from
  let total = 0
  for (const { from, to } of reads.toSorted((a, b) => a.from - b.from)) {
    const begin = Math.max(from, covered)
    const end = Math.min(to, within.to)
    if (end <= begin) continue
    total += end - begin
    covered = end
  }
  return total
}

async function addDeployment({ arena, namespace }: Field): Promise<void> {
  await arena.admin.create('/api/v1/namespaces', { metadata: { name: namespace } })
  await arena.admin.create(`/apis/apps/v1/namespaces/${namespace}/deployments`, {
    metadata: { name: 'web', namespace },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'app', image: 'shop/web:1.4.2' }] },
      },
    },
  })
}
