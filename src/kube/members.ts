import { ConfigError, UnavailableError } from '../core/errors.ts'
import type { Handover } from '../core/handover.ts'
import { code, text } from '../core/text.ts'
import { type Cluster, clusterInfo, createCluster } from './cluster.ts'
import type { KubeParts } from './connection.ts'
import { selfTest } from './self-test/self-test.ts'
import type { ClusterSettings } from './settings.ts'
import { settingsKey } from './settings-key.ts'

/** One cluster, and what it was set up from. */
export type Member = { readonly key: string; readonly cluster: Cluster; readonly problem?: string }

export const clustersOf = (members: readonly Member[]) => members.map(({ cluster }) => cluster)
export const problemsOf = (members: readonly Member[]) =>
  members.flatMap(({ problem }) => problem ?? [])

export async function closeAll(clusters: readonly Cluster[]): Promise<void> {
  await Promise.allSettled(clusters.map((cluster) => cluster.close()))
}

/** The one there is where its settings are the same; else a new one, and be it one that only says that it is unusable. */
export function setUp(
  settings: ClusterSettings,
  parts: KubeParts,
  before: readonly Member[] = [],
): Member {
  const key = settingsKey(settings, parts.env)
  const known = before.find((member) => member.key === key)
  if (known) return known
  try {
    return { key, cluster: createCluster(settings, parts) }
  } catch (error) {
    const problem = `cluster ${settings.name}: ${error instanceof Error ? error.message : 'unusable'}`
    return { key, cluster: brokenCluster(settings, problem), problem }
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

type Move = Pick<Handover, 'what'> & {
  readonly next: readonly Member[]
  readonly gone: readonly Cluster[]
  abandon(): Promise<void>
}

/** Sets up and tests what is new. While the bot runs there is time to be strict: what is unusable is not taken. */
export async function prepareMove(
  before: readonly Member[],
  wanted: readonly ClusterSettings[],
  parts: KubeParts,
): Promise<Move | undefined> {
  const next = wanted.map((one) => setUp(one, parts, before))
  const come = next.filter((member) => !before.includes(member))
  const gone = clustersOf(before.filter((member) => !next.includes(member)))
  if (come.length + gone.length === 0) return undefined
  const abandon = () => closeAll(clustersOf(come))
  try {
    const problems = problemsOf(come)
    if (problems.length > 0) throw new ConfigError(problems)
    await selfTest(clustersOf(come), parts.log, new AbortController().signal)
  } catch (error) {
    await abandon()
    throw error
  }
  return { what: sayMove(clustersOf(come), gone), next, gone, abandon }
}

function sayMove(come: readonly Cluster[], gone: readonly Cluster[]): string[] {
  const names = (clusters: readonly Cluster[]) => clusters.map(({ info }) => info.cluster)
  const fresh = names(come)
  const old = names(gone)
  return [
    ...fresh.map((name) => `cluster ${name} ${old.includes(name) ? 'opened anew' : 'added'}`),
    ...old.filter((name) => !fresh.includes(name)).map((name) => `cluster ${name} removed`),
  ]
}
