import type { Outbox } from '../core/delivery.ts'
import type { Incident } from '../core/incidents/incident.ts'
import { placesOf } from '../core/incidents/places.ts'
import { messageKey } from './cards/card-keys.ts'

/**
 * Asks which messages of these incidents nobody was shown yet: those that somebody brings to Slack just now are left
 * out. What was shown once is not asked for again, so that a quiet day asks nothing. Rejects with UnavailableError.
 */
export function createUnshown(outbox: Pick<Outbox, 'unshown'>) {
  let shown: ReadonlySet<string> = new Set()
  return async (incidents: readonly Incident[]): Promise<(key: string) => boolean> => {
    const keys = new Set(incidents.flatMap(keysOf))
    const asked = [...keys].filter((key) => !shown.has(key))
    const found = asked.length > 0 ? await outbox.unshown(asked) : []
    const waiting = new Set(found.map(({ key }) => key))
    shown = new Set([...keys].filter((key) => !waiting.has(key)))
    const free = new Set(found.flatMap(({ key, isUnderWay }) => (isUnderWay ? [] : [key])))
    return (key) => free.has(key)
  }
}

const keysOf = (incident: Incident): string[] =>
  placesOf(incident).flatMap((place) => (place.told ? messageKey(incident, place) : []))
