import type { AuditEntry } from '../../src/core/audit.ts'
import type { Delivery, Outbox } from '../../src/core/delivery.ts'
import { UnavailableError } from '../../src/core/errors.ts'
import type { IncidentBook, IncidentStep } from '../../src/core/incidents/incident-book.ts'
import type { Incident, Mute } from '../../src/core/incidents/incident.ts'
import { isHeldBack, placesOf } from '../../src/core/incidents/places.ts'
import { text } from '../../src/core/text.ts'
import type { SlackOutbox } from './slack-outbox.ts'

export type MemoryIncidents = IncidentBook & {
  all(): readonly Incident[]
  /** The newest of each key. */
  readonly deliveries: Map<string, Delivery>
  /** Every putting, in order. */
  readonly told: Delivery[]
  readonly records: AuditEntry[]
  /** From now on every use fails, or works again. */
  away: boolean
  unshown: Outbox['unshown']
}

/** The store's promises, kept in memory; the messages stand in the outbox where one is given, else all are shown at once. */
export function memoryIncidents(outbox?: SlackOutbox): MemoryIncidents {
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
    unshown: async (keys) => {
      throwIfAway()
      return outbox?.unshown(keys) ?? []
    },
    find: async (id) => {
      throwIfAway()
      return incidents.get(id)
    },
    list: async (since) => {
      throwIfAway()
      return goingOn([...incidents.values()], since.toISOString())
    },
    mutes: async (at) => {
      throwIfAway()
      return [...mutes.values()].filter(({ until }) => until > at.toISOString())
    },
    commit: async (step) => {
      throwIfAway()
      if (isStale(incidents, step) || outbox?.withdraw(step.withdrawals ?? []) === false)
        return 'stale'
      for (const { expected, next } of step.incidents) {
        const version = expected === 'new' ? 1 : expected + 1
        incidents.set(next.id, structuredClone({ ...next, version }))
      }
      keepMutes(mutes, step)
      book.records.push(...(step.records ?? []))
      putMessages(book, step)
      for (const delivery of step.deliveries) outbox?.put(delivery)
      return 'done'
    },
  }
  return book
}

function putMessages(book: MemoryIncidents, { withdrawals = [], deliveries }: IncidentStep): void {
  for (const { key } of withdrawals) book.deliveries.delete(key)
  for (const delivery of deliveries) {
    book.deliveries.set(delivery.key, delivery)
    book.told.push(delivery)
  }
}

function keepMutes(mutes: Map<string, Mute>, { mutes: put = [], lifted = [] }: IncidentStep): void {
  for (const mute of put) mutes.set(mute.id, mute)
  for (const id of lifted) mutes.delete(id)
}

function isStale(incidents: ReadonlyMap<string, Incident>, step: IncidentStep): boolean {
  const open = [...incidents.values()].filter(({ state }) => state === 'open')
  return step.incidents.some(({ expected, next }) => {
    const { id, key, state } = next
    if (state === 'open' && open.some((one) => one.key === key && one.id !== id)) return true
    return expected === 'new' ? incidents.has(id) : incidents.get(id)?.version !== expected
  })
}

function goingOn(all: readonly Incident[], since: string): readonly Incident[] {
  const open = new Set(all.filter(({ state }) => state === 'open').flatMap(digestsOf))
  return all.filter(
    (it) =>
      it.state === 'open' ||
      isHeldBack(it) ||
      (it.resolvedAt ?? '') >= since ||
      digestsOf(it).some((id) => open.has(id)),
  )
}

const digestsOf = (incident: Incident) =>
  placesOf(incident).flatMap(({ digest }) => digest?.id ?? [])
