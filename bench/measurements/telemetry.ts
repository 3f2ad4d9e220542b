import { embeddedArena } from '../field/arena.ts'
import { ask } from '../field/ask.ts'
import { type Field, startField } from '../field/field.ts'
import { type Program, startProgram } from '../field/start-program.ts'
import { alternate } from '../harness/alternate.ts'
import type { Row } from '../harness/measurement.ts'
import { milliseconds, percentile } from '../harness/percentile.ts'
import { processorTime } from '../harness/processor-time.ts'

/** The same program with something switched on or off. `config` is added to its file, `env` to its environment. */
export type Way = {
  readonly name: string
  readonly config?: string
  readonly env?: Readonly<Record<string, string>>
}

type Side = {
  readonly way: Way
  readonly field: Field
  readonly program: Program
  readonly took: number[]
  processorMs: number
}

/** The first ones after the start pay for what the engine compiles later. */
const WARM_UP = 100
const ROUNDS = 20
const BLOCK = 50
const COMMANDS = ROUNDS * BLOCK

/** What it costs that numbers are counted. */
export const measureMetrics = (): Promise<readonly Row[]> =>
  compareWays([
    { name: 'with metrics', config: 'metrics: { enabled: true }\n' },
    { name: 'without metrics', config: 'metrics: { enabled: false }\n' },
  ])

/** One command again and again, each way in turn, in two processes that run side by side. */
export async function compareWays(ways: readonly Way[]): Promise<readonly Row[]> {
  const sides: Side[] = []
  try {
    for (const way of ways) sides.push(await begin(way))
    for (const side of sides) await run(side, WARM_UP)
    for (const side of sides) forget(side)
    await alternate(sides, ROUNDS, (side) => run(side, BLOCK))
    return sides.flatMap(rowsOf)
  } finally {
    for (const { program, field } of sides) {
      await program.stop()
      await field.stop()
    }
  }
}

async function begin(way: Way): Promise<Side> {
  const field = await startField(await embeddedArena(), way.config)
  const env = { ...field.env, ...way.env }
  return { way, field, program: await startProgram({ ...field, env }), took: [], processorMs: 0 }
}

async function run(side: Side, commands: number): Promise<void> {
  const { field, program } = side
  const before = processorTime(program.pid)
  for (let i = 0; i < commands; i++)
    side.took.push(await ask(field, `get pods -n ${field.namespace}`))
  side.processorMs += processorTime(program.pid) - before
}

function forget(side: Side): void {
  side.took.length = 0
  side.processorMs = 0
}

function rowsOf({ way: { name }, took, processorMs }: Side): readonly Row[] {
  const what = `get pods of an empty namespace, ${name}, ${COMMANDS} times`
  return [
    { what: `${what}, p50`, measured: milliseconds(percentile(took, 0.5)) },
    {
      what: `${what}, processor time each`,
      measured: `${(processorMs / COMMANDS).toFixed(2)} ms`,
    },
  ]
}
