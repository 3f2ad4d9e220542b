import { ConfigError } from '../../core/errors.ts'
import type { Log } from '../../core/seams.ts'
import type { Cluster } from '../cluster.ts'
import { unlessCancelled } from '../unless-cancelled.ts'

/** Proves on each that impersonation works. Throws one ConfigError with all that is wrong; who is away is logged. */
export async function selfTest(
  clusters: readonly Cluster[],
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const tests = Promise.allSettled(clusters.map((cluster) => cluster.verify()))
  const results = await unlessCancelled(tests, signal)
  const problems = results.flatMap((result, i) => {
    if (result.status === 'fulfilled') return []
    const error: unknown = result.reason
    if (error instanceof ConfigError) return error.problems
    const cluster = clusters[i]?.info.cluster
    log.warn(
      { cluster, err: error },
      'the self-test could not be run, it is repeated before first use',
    )
    return []
  })
  if (problems.length > 0) throw new ConfigError(problems)
}
