import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { promisify } from 'node:util'
import { ask } from '../field/ask.ts'
import { type Field, startField } from '../field/field.ts'
import { fillNamespace } from '../field/fill-namespace.ts'
import { startProgram } from '../field/start-program.ts'
import type { Row } from '../harness/measurement.ts'
import { milliseconds, percentile } from '../harness/percentile.ts'

const PODS = 1000
const REPEATS = 9
const run = promisify(execFile)

/** `get pods` from Enter to the answer in the channel, beside kubectl as a process on the same API server. */
export async function measureGetPods(): Promise<readonly Row[]> {
  const field = await startField()
  await fillNamespace(field, 'bench', PODS)
  const program = await startProgram(field)
  try {
    const ours: number[] = []
    const theirs: number[] = []
    await ask(field, 'get pods -n bench')
    await kubectl(field)
    for (let round = 0; round < REPEATS; round++) {
      ours.push((await ask(field, 'get pods -n bench')).ms)
      theirs.push(await kubectl(field))
    }
    const [median, kubectlMedian] = [percentile(ours, 0.5), percentile(theirs, 0.5)]
    const aim = '< kubectl'
    return [
      {
        what: `get pods, ${PODS} pods, median`,
        measured: milliseconds(median),
        aim,
        met: median < kubectlMedian,
      },
      { what: `kubectl get pods, ${PODS} pods, median`, measured: milliseconds(kubectlMedian) },
    ]
  } finally {
    await program.stop()
    await field.stop()
  }
}

async function kubectl({ folder }: Field): Promise<number> {
  const from = performance.now()
  const args = ['--kubeconfig', join(folder, 'admin'), 'get', 'pods', '-n', 'bench']
  const { stdout } = await run('kubectl', args, {
    maxBuffer: 1e8,
    env: { ...process.env, HOME: folder },
  })
  const lines = stdout.trimEnd().split('\n').length
  if (lines !== PODS + 1) throw new Error(`kubectl printed ${lines} lines`)
  return performance.now() - from
}
