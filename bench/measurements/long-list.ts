import { askForFile } from '../field/ask.ts'
import { startField } from '../field/field.ts'
import { fillNamespace } from '../field/fill-namespace.ts'
import { startProgram } from '../field/start-program.ts'
import type { Row } from '../harness/measurement.ts'
import { milliseconds, percentile } from '../harness/percentile.ts'

const PODS = 5000
const REPEATS = 5

/** How long everybody else waits at most while one person lists very many pods, the file of all of them included. */
export async function measureLongList(): Promise<readonly Row[]> {
  const field = await startField()
  await fillNamespace(field, PODS)
  const program = await startProgram({ ...field, watched: true })
  const list = async () => void (await askForFile(field, 'get pods -A'))
  try {
    await list()
    const pauses: number[] = []
    for (let round = 0; round < REPEATS; round++) pauses.push(await program.longestPause(list))
    const longest = percentile(pauses, 1)
    const what = `longest event-loop pause, listing ${PODS} pods ${REPEATS} times`
    return [{ what, measured: milliseconds(longest), aim: '< 50 ms', met: longest < 50 }]
  } finally {
    await program.stop()
    await field.stop()
  }
}
