import type { EventLine } from '../../../cluster/page-model.ts'
import { ClockTime } from '../shell/clock-time.tsx'

/** What happened in the cluster, newest first; always in view, because it tells why. */
export function EventList({ events }: { readonly events: readonly EventLine[] }) {
  return (
    <section class="cluster-events" aria-label="Events">
      <h3>Events</h3>
      <ul class="events" tabIndex={0} aria-label="Events, newest first">
        {events.length === 0 && <li class="muted">Nothing happened yet.</li>}
        {events.slice(0, 40).map((event) => (
          <EventView key={keyOf(event)} event={event} />
        ))}
      </ul>
    </section>
  )
}

const keyOf = ({ namespace, object, reason, message }: EventLine) =>
  `${namespace} ${object} ${reason} ${message}`

function EventView({ event }: { readonly event: EventLine }) {
  return (
    <li class={event.type.toLowerCase()}>
      <ClockTime at={event.at} />
      <span>
        <strong>{event.reason}</strong> <code>{event.object}</code> {event.message}
        {event.count > 1 && <span class="muted"> ×{event.count}</span>}
      </span>
    </li>
  )
}
