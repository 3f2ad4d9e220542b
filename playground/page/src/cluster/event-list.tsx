import type { EventLine } from '../../../cluster/page-model.ts'

/** What happened in the cluster, newest first. */
export function EventList({ events }: { readonly events: readonly EventLine[] }) {
  if (events.length === 0) return <p class="muted">Nothing happened yet.</p>
  return (
    <ul class="events">
      {events.slice(0, 40).map((event) => (
        <li
          key={`${event.object} ${event.reason} ${event.message}`}
          class={event.type.toLowerCase()}
        >
          <time dateTime={event.at}>{new Date(event.at).toLocaleTimeString()}</time>
          <span class="event-text">
            <strong>{event.reason}</strong> <code>{event.object}</code> {event.message}
            {event.count > 1 && <span class="muted"> ×{event.count}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
