import type { Clusters } from '../core/cluster.ts'
import { ConfigError, UnavailableError, UsageError } from '../core/errors.ts'
import type { Log } from '../core/seams.ts'
import { code, text } from '../core/text.ts'
import { nearest } from '../core/words/suggest.ts'
import { type Cluster, clusterInfo, createCluster } from './cluster.ts'
import type { KubeParts } from './connection.ts'
import type { ClusterSettings } from './settings.ts'
import { unlessCancelled } from './unless-cancelled.ts'

export type KubeClusters = Clusters & {
  /** Clusters whose settings lead nowhere; the others work. One sentence each, naming the cluster. */
  readonly problems: readonly string[]
  /**
   * Proves on every cluster that impersonation works. Throws one ConfigError with all that is wrong. A cluster
   * that cannot be reached now is logged, and tested again before its first use.
   */
  selfTest(signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** Throws ConfigError when no cluster at all can be set up; asks nothing yet. */
export function createClusters(
  settings: readonly ClusterSettings[],
  parts: KubeParts,
): KubeClusters {
  const members = settings.map((one) => setUp(one, parts))
  const problems = members.flatMap(({ problem }) => problem ?? [])
  if (members.length > 0 && problems.length === members.length) throw new ConfigError(problems)
  for (const problem of problems) parts.log.error({ problem }, 'a cluster cannot be used')

  const byName = new Map(members.map(({ cluster }) => [cluster.info.cluster, cluster]))
  return {
    infos: members.map(({ cluster }) => cluster.info),
    problems,
    open(name, context) {
      const cluster = byName.get(name)
      if (!cluster) throw unknownCluster(name, [...byName.keys()])
      return cluster.session(context)
    },
    health: () => members.map(({ cluster }) => cluster.health()),
    selfTest: (signal) => selfTest([...byName.values()], parts.log, signal),
    async close() {
      await Promise.allSettled(members.map(({ cluster }) => cluster.close()))
    },
  }
}

type Member = { readonly cluster: Cluster; readonly problem?: string }

function setUp(settings: ClusterSettings, parts: KubeParts): Member {
  try {
    return { cluster: createCluster(settings, parts) }
  } catch (error) {
    const problem = `cluster ${settings.name}: ${error instanceof Error ? error.message : 'unusable'}`
    return { cluster: brokenCluster(settings, problem), problem }
  }
}

function brokenCluster(settings: ClusterSettings, problem: string): Cluster {
  const info = clusterInfo(settings)
  return {
    info,
    session() {
      throw new UnavailableError(
        'cluster-misconfigured',
        text`Cluster ${code(settings.name)} is not set up rightly.`,
        { hint: text`An operator finds the reason in the log.`, cause: new ConfigError([problem]) },
      )
    },
    health: () => ({ ...info, state: 'unreachable', lastError: 'not set up rightly' }),
    verify: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
}

async function selfTest(
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

function unknownCluster(name: string, known: readonly string[]): UsageError {
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name
  return new UsageError('unknown-cluster', text`There is no cluster ${code(shown)}.`, {
    suggestions: nearest(name, known),
    hint: text`Known: ${known.join(', ')}.`,
  })
}
