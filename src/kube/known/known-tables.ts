import type { PrintedTable, TableQuery } from '../../core/cluster.ts'
import { selects } from '../../core/kinds/label-selector.ts'
import type { KnownTables } from '../../core/known/known-tables.ts'
import type { Clock } from '../../core/seams.ts'
import type { ResourceName, Watched, Watching } from '../../core/watched.ts'
import { resourceName } from '../watch/merge-keepings.ts'
import { readLabelSelector } from './label-requirements.ts'
import { printed } from './printed.ts'

type Parts = { readonly clock: Pick<Clock, 'now'> }

/** Prints what the informers of all clusters hold. */
export function createKnownTables(watchings: readonly Watching[], { clock }: Parts): KnownTables {
  return {
    table(cluster, query) {
      const watching = watchings.find((one) => one.cluster === cluster)
      const asOf = watching && heardAt(watching, query)
      if (!asOf) return undefined
      const found = objectsOf(watching, query)
      if (query.name !== undefined && found.length === 0) return undefined
      return { ...tableOf(found, query, clock.now()), asOf }
    },
  }
}

/** Since when nothing newer came; `undefined` where it is not watched, or only a part of what is asked for. */
function heardAt({ look, states }: Watching, query: TableQuery): Date | undefined {
  const resource = resourceName(query.kind)
  if (query.fieldSelector !== undefined || !look.knows(resource)) return undefined
  const watches = states().filter((state) => state.resource === resource)
  if (watches.some(({ fieldSelector }) => fieldSelector !== undefined)) return undefined
  const covering = watches.filter(
    (state) => state.namespace === undefined || state.namespace === query.namespace,
  )
  const heard = covering.map(({ lastHeard }) => lastHeard)
  return heard.reduce(
    (oldest, one) => (oldest === undefined || (one && one < oldest) ? one : oldest),
    heard[0],
  )
}

function objectsOf({ look }: Watching, query: TableQuery): readonly Watched[] {
  const resource: ResourceName = resourceName(query.kind)
  if (query.name !== undefined) {
    const one = look.get(resource, query.name, query.namespace)
    return one ? [one] : []
  }
  const all = look.list(resource, query.namespace)
  if (query.labelSelector === undefined) return all
  const selector = readLabelSelector(query.labelSelector)
  return all.filter(({ labels }) => selects(selector, labels))
}

function tableOf(found: readonly Watched[], { kind, limit }: TableQuery, now: Date): PrintedTable {
  const { columns, print } = printed(resourceName(kind))
  const shown = found
    .toSorted(
      (one, other) =>
        (one.namespace ?? '').localeCompare(other.namespace ?? '') ||
        one.name.localeCompare(other.name),
    )
    .slice(0, limit)
  return {
    columns,
    rows: shown.map((object) => ({
      cells: print(object, now),
      name: object.name,
      ...(object.namespace !== undefined && { namespace: object.namespace }),
      labels: object.labels,
    })),
    more: shown.length < found.length,
  }
}
