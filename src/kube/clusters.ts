import type { Clusters } from '../core/cluster.ts'
import { ConfigError, UsageError } from '../core/errors.ts'
import type { Handover } from '../core/handover.ts'
import { code, text } from '../core/text.ts'
import { nearest } from '../core/words/suggest.ts'
import type { Cluster } from './cluster.ts'
import { closeAll, clustersOf, type Member, prepareMove, problemsOf, setUp } from './members.ts'
import type { KubeParts } from './connection.ts'
import { selfTest } from './self-test/self-test.ts'
import type { ClusterSettings } from './settings.ts'

export type KubeClusters = Clusters & {
  /** Clusters whose settings lead nowhere; the others work. One sentence each, naming the cluster. */
  readonly problems: readonly string[]
  /**
   * Proves on every cluster that impersonation works. Throws one ConfigError with all that is wrong. A cluster
   * that cannot be reached now is logged, and tested again before its first use.
   */
  selfTest(signal: AbortSignal): Promise<void>
  /** Those that are served now; they do not change for who holds them. */
  now(): Clusters
  /**
   * Sets up and tests what is new, and keeps the others as they are. What is no longer served closes once `idle`
   * resolves. Throws ConfigError.
   */
  follow(move: ClusterMove): Promise<Handover | undefined>
  close(): Promise<void>
}

export type ClusterMove = {
  readonly settings: readonly ClusterSettings[]
  readonly env: KubeParts['env']
  /** Resolves when nobody uses any more what was served until now. */
  readonly idle: () => Promise<void>
}

/** Throws ConfigError when no cluster at all can be set up; asks nothing yet. */
export function createClusters(
  settings: readonly ClusterSettings[],
  parts: KubeParts,
): KubeClusters {
  let members: readonly Member[] = settings.map((one) => setUp(one, parts))
  const problems = problemsOf(members)
  if (members.length > 0 && problems.length === members.length) throw new ConfigError(problems)
  for (const problem of problems) parts.log.error({ problem }, 'a cluster cannot be used')

  let served = serve(members)
  const leavers = createLeavers()
  return {
    get infos() {
      return served.infos
    },
    get problems() {
      return problemsOf(members)
    },
    open: (name, context) => served.open(name, context),
    health: () => served.health(),
    now: () => served,
    selfTest: (signal) => selfTest(clustersOf(members), parts.log, signal),
    async follow({ settings: wanted, env, idle }) {
      const move = await prepareMove(members, wanted, { ...parts, env })
      return (
        move && {
          ...move,
          commit() {
            members = move.next
            served = serve(members)
            leavers.leave(move.gone, idle())
          },
        }
      )
    },
    close: () => closeAll([...clustersOf(members), ...leavers.all()]),
  }
}

/** Clusters that are served no more, until the last one who uses them is done: a rollout there is followed to its end. */
function createLeavers() {
  const leaving = new Set<Cluster>()
  const close = async (gone: readonly Cluster[], idle: Promise<void>) => {
    await idle
    await closeAll(gone)
    for (const cluster of gone) leaving.delete(cluster)
  }
  return {
    all: () => leaving,
    /** Nobody waits for that. */
    leave(gone: readonly Cluster[], idle: Promise<void>) {
      for (const cluster of gone) leaving.add(cluster)
      void close(gone, idle)
    },
  }
}

function serve(members: readonly Member[]): Clusters {
  const clusters = clustersOf(members)
  const byName = new Map(clusters.map((cluster) => [cluster.info.cluster, cluster]))
  return {
    infos: clusters.map(({ info }) => info),
    open(name, context) {
      const cluster = byName.get(name)
      if (!cluster) throw unknownCluster(name, [...byName.keys()])
      return cluster.session(context)
    },
    health: () => clusters.map((cluster) => cluster.health()),
  }
}

function unknownCluster(name: string, known: readonly string[]): UsageError {
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name
  return new UsageError('unknown-cluster', text`There is no cluster ${code(shown)}.`, {
    suggestions: nearest(name, known),
    hint: text`Known: ${known.join(', ')}.`,
  })
}
