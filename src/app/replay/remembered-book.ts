import type { Delivery } from '../../core/delivery.ts'
import type { IncidentBook } from '../../core/incidents/incident-book.ts'
import type { Incident } from '../../core/incidents/incident.ts'

/** Incidents in memory, for as long as a replay lasts. `onTold` hears of every message as it is put. */
export function createRememberedBook(
  onTold: (delivery: Delivery, incidents: ReadonlyMap<string, Incident>) => void,
): IncidentBook {
  const incidents = new Map<string, Incident>()
  return {
    find: async (id) => incidents.get(id),
    list: async () => [...incidents.values()],
    mutes: async () => [],
    commit: async (step) => {
      for (const { expected, next } of step.incidents)
        incidents.set(next.id, { ...next, version: expected === 'new' ? 1 : expected + 1 })
      for (const delivery of step.deliveries) onTold(delivery, incidents)
      return 'done'
    },
  }
}
