import { text } from '../../../core/text.ts'
import type { WatchState } from '../../../core/watched.ts'
import { own } from '../own.ts'
import type { OwnFinding, OwnTrouble } from '../own-trouble.ts'
import { byCluster, isSilent, nameOfWatch, sayWatch } from '../watches.ts'

/** All watches of a cluster are silent: it is told once, not for each of them. */
export const clusterUnreachable: OwnTrouble = {
  id: 'cluster-unreachable',
  summary: 'no watch of a cluster hears anything: nothing is known of it',
  severity: 'critical',
  // Shorter than that of a single watch, which this one tells of.
  holdMs: 60_000,
  clearMs: 60_000,
  nextStep: 'See whether its API server answers from where the bot runs, and how the bot signs in.',
  isGrave: true,
  see: ({ watches }) => byCluster(watches).flatMap(([cluster, all]) => seen(cluster, all)),
}

function seen(cluster: string, all: readonly WatchState[]): readonly OwnFinding[] {
  const expected = all.filter(({ state }) => state !== 'forbidden' && state !== 'gone')
  const [first, ...others] = expected
    .filter(isSilent)
    .toSorted((one, other) => heard(other) - heard(one))
  if (!first || 1 + others.length < expected.length) return []
  return [
    {
      cluster,
      about: own.cluster(cluster),
      summary: text`cannot be watched: nothing comes from it`,
      evidence: [sayWatch(first)],
      ...(first.lastHeard && { since: first.lastHeard }),
      explains: expected.map((watch) => own.watch(cluster, nameOfWatch(watch)).uid),
    },
  ]
}

const heard = ({ lastHeard }: WatchState): number => lastHeard?.getTime() ?? 0
