import type { IncidentBook, IncidentStep } from '../core/incidents/incident-book.ts'
import type { Incident, Mute } from '../core/incidents/incident.ts'
import { isHeldBack, placesOf } from '../core/incidents/places.ts'
import type { Clock } from '../core/seams.ts'
import { REOPEN_MS } from './incidents/reconcile.ts'

/** What the store knows of incidents that go on, kept at hand. */
export type Ledger = {
  /** Reads it all, once. Throws UnavailableError while the store is away. */
  load(): Promise<void>
  incidents(): readonly Incident[]
  /** Those that hold now. */
  mutes(): readonly Mute[]
  /** Also one that was over long ago. */
  find(id: string): Promise<Incident | undefined>
  /** False when somebody else was first: what is at hand was read anew then. */
  commit(step: IncidentStep): Promise<boolean>
}

export function createLedger(book: IncidentBook, clock: Clock): Ledger {
  const hand = createHand()
  let loading: Promise<void> | undefined

  const read = async () => {
    const now = clock.now()
    const [incidents, mutes] = await Promise.all([book.list(reopenedSince(now)), book.mutes(now)])
    hand.take(incidents, mutes)
  }
  const load = () => {
    loading ??= read().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  }
  return {
    load,
    incidents: hand.incidents,
    mutes: () => hand.mutes().filter(({ until }) => new Date(until) > clock.now()),
    find: async (id) => {
      await load()
      return hand.find(id) ?? book.find(id)
    },
    commit: async (step) => {
      await load()
      const isDone = (await book.commit(step)) === 'done'
      if (isDone) hand.note(step)
      else {
        loading = undefined
        await load()
      }
      hand.forget(reopenedSince(clock.now()))
      return isDone
    },
  }
}

const digestsOf = (incident: Incident) =>
  placesOf(incident).flatMap(({ digest }) => digest?.id ?? [])

const reopenedSince = (now: Date) => new Date(now.getTime() - REOPEN_MS)

function createHand() {
  let incidents = new Map<string, Incident>()
  let mutes = new Map<string, Mute>()
  return {
    incidents: () => [...incidents.values()],
    mutes: () => [...mutes.values()],
    find: (id: string) => incidents.get(id),
    take(found: readonly Incident[], silent: readonly Mute[]) {
      incidents = new Map(found.map((incident) => [incident.id, incident]))
      mutes = new Map(silent.map((mute) => [mute.id, mute]))
    },
    note({ incidents: writes, mutes: put = [], lifted = [] }: IncidentStep) {
      for (const { expected, next } of writes)
        incidents.set(next.id, { ...next, version: expected === 'new' ? 1 : expected + 1 })
      for (const mute of put) mutes.set(mute.id, mute)
      for (const id of lifted) mutes.delete(id)
    },
    /** What nobody needs at hand any more; those of a digest stay until all of it is over. */
    forget(since: Date) {
      const open = [...incidents.values()].filter(({ state }) => state === 'open')
      const digests = new Set(open.flatMap(digestsOf))
      for (const [id, incident] of incidents) {
        const { state, resolvedAt = '' } = incident
        const isWanted = isHeldBack(incident) || digestsOf(incident).some((it) => digests.has(it))
        if (state === 'resolved' && resolvedAt < since.toISOString() && !isWanted)
          incidents.delete(id)
      }
    },
  }
}
