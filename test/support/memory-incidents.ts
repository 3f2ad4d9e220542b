import type { AuditEntry } from '../../src/core/audit.ts'
import type { Delivery } from '../../src/core/delivery.ts'
import { UnavailableError } from '../../src/core/errors.ts'
import type { IncidentBook } from '../../src/core/incidents/incident-book.ts'
import type { Incident, Mute } from '../../src/core/incidents/incident.ts'
import { isHeldBack } from '../../src/core/incidents/places.ts'
import { text } from '../../src/core/text.ts'

export type MemoryIncidents = IncidentBook & {
  all(): readonly Incident[]
  /** The newest of each key. */
  readonly deliveries: Map<string, Delivery>
  /** Every putting, in order. */
  readonly told: Delivery[]
  readonly records: AuditEntry[]
  /** From now on every use fails, or works again. */
  away: boolean
}

/** The store's promises, kept in memory. */
export function memoryIncidents(): MemoryIncidents {
  const incidents = new Map<string, Incident>()
  const mutes = new Map<string, Mute>()
  const throwIfAway = () => {
    if (book.away) throw new UnavailableError('store-unavailable', text`The store is away.`)
  }
  const book: MemoryIncidents = {
    away: false,
    deliveries: new Map(),
    told: [],
    records: [],
    all: () => [...incidents.values()],
    find: async (id) => {
      throwIfAway()
      return incidents.get(id)
    },
    list: async (since) => {
      throwIfAway()
      return [...incidents.values()].filter(
        (it) =>
          it.state === 'open' || isHeldBack(it) || (it.resolvedAt ?? '') >= since.toISOString(),
      )
    },
    mutes: async (at) => {
      throwIfAway()
      return [...mutes.values()].filter(({ until }) => until > at.toISOString())
    },
    commit: async (step) => {
      throwIfAway()
      const isStale = step.incidents.some(({ expected, next }) =>
        expected === 'new' ? incidents.has(next.id) : incidents.get(next.id)?.version !== expected,
      )
      if (isStale) return 'stale'
      for (const { expected, next } of step.incidents) {
        const version = expected === 'new' ? 1 : expected + 1
        incidents.set(next.id, structuredClone({ ...next, version }))
      }
      for (const mute of step.mutes ?? []) mutes.set(mute.id, mute)
      for (const id of step.lifted ?? []) mutes.delete(id)
      book.records.push(...(step.records ?? []))
      for (const delivery of step.deliveries) {
        book.deliveries.set(delivery.key, delivery)
        book.told.push(delivery)
      }
      return 'done'
    },
  }
  return book
}
