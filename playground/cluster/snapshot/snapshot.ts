import type { World } from '../controllers/world.ts'
import type { ClusterPage, EventLine } from '../page-model.ts'
import type { Event } from '../kinds/events.ts'
import { nodeCards } from './node-cards.ts'
import { workloadCards } from './workload-cards.ts'

const EVENTS = 100

/** The cluster as the page shows it. */
export function snapshotOf(
  { resources, pace }: World,
  { name, version }: { readonly name: string; readonly version: string },
): ClusterPage {
  const seen = (event: Event) => event.lastTimestamp ?? event.metadata.creationTimestamp
  return {
    name,
    version,
    at: pace.stamp(),
    namespaces: resources.namespaces.list().map(({ metadata }) => metadata.name),
    nodes: nodeCards(resources),
    workloads: workloadCards(resources, pace.now()),
    events: resources.events
      .list()
      .toSorted((a, b) => Number(b.metadata.resourceVersion) - Number(a.metadata.resourceVersion))
      .slice(0, EVENTS)
      .map((event) => eventLine(event, seen(event))),
  }
}

const eventLine = (event: Event, at: string): EventLine => ({
  at,
  type: event.type === 'Warning' ? 'Warning' : 'Normal',
  namespace: event.metadata.namespace ?? '',
  object: `${event.involvedObject.kind.toLowerCase()}/${event.involvedObject.name}`,
  reason: event.reason,
  message: event.message,
  count: event.count ?? 1,
})
