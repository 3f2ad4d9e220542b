import { ask } from '../field/ask.ts'
import { type Field, startField } from '../field/field.ts'
import { fillNamespace } from '../field/fill-namespace.ts'
import { givenArena } from '../field/given-arena.ts'
import { hasKubectl, timeKubectl } from '../field/kubectl.ts'
import { startProgram } from '../field/start-program.ts'
import type { Row } from '../harness/measurement.ts'
import { milliseconds, percentile } from '../harness/percentile.ts'

const PODS = 1000
const REPEATS = 9

/**
 * `get pods` from Enter to the answer in the channel, beside kubectl as a process on the same API server: the one
 * of this kubeconfig, else the embedded one.
 */
export async function measureGetPods(kubeconfig: string | undefined): Promise<readonly Row[]> {
  const field = await startField(
    kubeconfig === undefined ? undefined : await givenArena(kubeconfig),
  )
  try {
    await fillNamespace(field, PODS)
    return await compare(field)
  } finally {
    await field.stop()
  }
}

async function compare(field: Field): Promise<readonly Row[]> {
  const what = `get pods, ${PODS} pods on ${field.arena.about}, median of ${REPEATS}`
  const program = await startProgram(field)
  try {
    const isThere = await hasKubectl()
    const ours: number[] = []
    const theirs: number[] = []
    // In turns, so that whatever else the machine does meets both; the first round warms both up.
    for (let round = 0; round <= REPEATS; round++) {
      ours.push(await ask(field, `get pods -n ${field.namespace}`))
      if (isThere) theirs.push(await timeKubectl(field, PODS))
    }
    const [bot, kubectl] = [medianOf(ours), medianOf(theirs)]
    const comparison = isThere && { aim: '< kubectl', met: bot < kubectl }
    const said = isThere ? milliseconds(kubectl) : 'left out: kubectl is not installed'
    return [
      { what, measured: milliseconds(bot), ...comparison },
      { what: `kubectl ${what}`, measured: said },
    ]
  } finally {
    await program.stop()
  }
}

const medianOf = ([, ...samples]: readonly number[]) => percentile(samples, 0.5)
