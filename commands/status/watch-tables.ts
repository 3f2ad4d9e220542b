import type { StatusReport } from '../../src/core/status.ts'
import type { Table } from '../../src/core/view.ts'
import type { WatchState } from '../../src/core/watched.ts'
import { sayDuration } from '../../src/core/words/duration.ts'

const STATES: Readonly<Record<WatchState['state'], string>> = {
  starting: 'starting',
  watching: 'watching',
  stalled: 'silent',
  forbidden: 'may not be watched',
  gone: 'not served',
}

/** One row for each cluster that is watched: how much of it, and what came last. */
export function clusterTable({ watching, clusters }: StatusReport, now: Date): Table {
  const byCluster = Map.groupBy(watching?.watches ?? [], ({ cluster }) => cluster)
  const rows = [...byCluster].map(([cluster, all]) => {
    const served = all.filter(({ state }) => state !== 'gone')
    const seen = served.filter(({ state }) => state === 'watching')
    const objects = all.reduce((sum, watch) => sum + watch.objects, 0)
    const version = clusters.find((one) => one.cluster === cluster)?.version ?? ''
    return [cluster, version, `${seen.length} of ${served.length}`, `${objects}`, ago(all, now)]
  })
  return { columns: ['Cluster', 'Version', 'Kinds watched', 'Objects', 'Last heard'], rows }
}

type Wish = { readonly all: boolean; readonly now: Date }

/** One row for each watch: those in trouble first, the others only when all are wanted. */
export function watchTable({ watching }: StatusReport, { all, now }: Wish): Table | undefined {
  const watches = (watching?.watches ?? [])
    .filter((watch) => all || isOdd(watch))
    .toSorted((one, other) => Number(isOdd(other)) - Number(isOdd(one)))
  if (watches.length === 0) return undefined
  const rows = watches.map((watch) => [
    watch.cluster,
    watch.namespace === undefined ? watch.resource : `${watch.resource} in ${watch.namespace}`,
    stateOf(watch),
    `${watch.objects}`,
    ago([watch], now),
    `${watch.restarts}`,
  ])
  return { columns: ['Cluster', 'Kind', 'State', 'Objects', 'Last heard', 'Restarts'], rows }
}

const isOdd = ({ state, malformed = 0 }: WatchState): boolean =>
  (state !== 'watching' && state !== 'gone') || malformed > 0

function stateOf({ state, malformed = 0, error }: WatchState): string {
  const why = error === undefined || state === 'watching' ? '' : `: ${error}`
  const skipped = malformed > 0 ? `, ${malformed} unreadable objects skipped` : ''
  return `${STATES[state]}${why}${skipped}`
}

function ago(watches: readonly WatchState[], now: Date): string {
  const heard = watches.flatMap(({ lastHeard }) => lastHeard?.getTime() ?? [])
  return heard.length === 0 ? 'never' : `${sayDuration(now.getTime() - Math.max(...heard))} ago`
}
