import { setTimeout as sleep } from 'node:timers/promises'
import { startField } from '../field/field.ts'
import { startProgram } from '../field/start-program.ts'
import type { Row } from '../harness/measurement.ts'
import { megabytes, milliseconds, percentile } from '../harness/percentile.ts'
import { residentMemory } from '../harness/resident-memory.ts'

const REPEATS = 7

/** From the start of the process until it is connected to Slack and has proven itself to the cluster. */
export async function measureStart(): Promise<readonly Row[]> {
  const field = await startField()
  const starts: number[] = []
  const sizes: number[] = []
  for (let round = 0; round < REPEATS; round++) {
    const program = await startProgram(field)
    starts.push(program.readyMs)
    await sleep(500)
    sizes.push(residentMemory(program.pid))
    await program.stop()
  }
  await field.stop()
  const [start, size] = [percentile(starts, 0.5), percentile(sizes, 0.5)]
  return [
    {
      what: `start of the process to ready, median of ${REPEATS}`,
      measured: `${milliseconds(start)} (fastest ${milliseconds(Math.min(...starts))})`,
      aim: '< 400 ms',
      met: start < 400,
    },
    {
      what: 'resident memory when ready',
      measured: megabytes(size),
      aim: '< 130 MB',
      met: size < 130e6,
    },
  ]
}
