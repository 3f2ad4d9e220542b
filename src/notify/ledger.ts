import { UnavailableError } from '../core/errors.ts'
import type { IncidentBook, IncidentStep } from '../core/incidents/incident-book.ts'
import type { Incident, Mute } from '../core/incidents/incident.ts'
import { isHeldBack, placesOf } from '../core/incidents/places.ts'
import type { Clock } from '../core/seams.ts'
import { REOPEN_MS } from './incidents/reconcile.ts'

/** What the store knows of incidents that go on, kept at hand. */
export type Ledger = {
  /** Reads it all, once, and mutes again now and then. Throws UnavailableError while the store is away. */
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
  const freshen = createFreshener(book, clock, hand)
  const load = async () => {
    loading ??= read().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    await loading
    await freshen()
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

/** What somebody muted through another process is silent here so soon; of incidents themselves, steps tell. */
const FRESH_MS = 5_000

/** Reads mutes anew, unless something was committed meanwhile. What is at hand stays while the store is away. */
function createFreshener(book: IncidentBook, clock: Clock, hand: ReturnType<typeof createHand>) {
  let readAt = clock.monotonic()
  return async (): Promise<void> => {
    if (clock.monotonic() - readAt < FRESH_MS) return
    readAt = clock.monotonic()
    const before = hand.steps()
    try {
      const found = await book.mutes(clock.now())
      if (hand.steps() === before) hand.takeMutes(found)
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error
    }
  }
}

const digestsOf = (incident: Incident) =>
  placesOf(incident).flatMap(({ digest }) => digest?.id ?? [])

const reopenedSince = (now: Date) => new Date(now.getTime() - REOPEN_MS)

function createHand() {
  let incidents = new Map<string, Incident>()
  let mutes = new Map<string, Mute>()
  let steps = 0
  const takeMutes = (silent: readonly Mute[]) => {
    mutes = new Map(silent.map((mute) => [mute.id, mute]))
  }
  return {
    takeMutes,
    /** How many were noted. */
    steps: () => steps,
    incidents: () => [...incidents.values()],
    mutes: () => [...mutes.values()],
    find: (id: string) => incidents.get(id),
    take(found: readonly Incident[], silent: readonly Mute[]) {
      incidents = new Map(found.map((incident) => [incident.id, incident]))
      takeMutes(silent)
    },
    note({ incidents: writes, mutes: put = [], lifted = [] }: IncidentStep) {
      steps++
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
