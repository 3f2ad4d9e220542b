import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { promisify } from 'node:util'
import type { Field } from './field.ts'

const run = promisify(execFile)

export const hasKubectl = (): Promise<boolean> =>
  run('kubectl', ['version', '--client']).then(
    () => true,
    () => false,
  )

/** Milliseconds that `kubectl get pods` takes as a process. Throws when it does not print this many pods. */
export async function timeKubectl({ folder, namespace }: Field, pods: number): Promise<number> {
  const from = performance.now()
  const args = ['--kubeconfig', join(folder, 'admin'), 'get', 'pods', '-n', namespace]
  const { stdout } = await run('kubectl', args, {
    maxBuffer: 1e8,
    env: { ...process.env, HOME: folder },
  })
  const ms = performance.now() - from
  const lines = stdout.trimEnd().split('\n').length
  if (lines !== pods + 1) throw new Error(`kubectl printed ${lines} lines`)
  return ms
}
