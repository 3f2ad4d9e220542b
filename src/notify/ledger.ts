import type { IncidentBook, IncidentStep } from '../core/incidents/incident-book.ts'
import type { Incident, Mute } from '../core/incidents/incident.ts'
import type { Clock } from '../core/seams.ts'
import { REOPEN_MS } from './reconcile.ts'

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
  let incidents = new Map<string, Incident>()
  let mutes = new Map<string, Mute>()
  let loading: Promise<void> | undefined

  const read = async () => {
    const now = clock.now()
    const since = new Date(now.getTime() - REOPEN_MS)
    const [found, silent] = await Promise.all([book.list(since), book.mutes(now)])
    incidents = new Map(found.map((incident) => [incident.id, incident]))
    mutes = new Map(silent.map((mute) => [mute.id, mute]))
  }
  const load = () => {
    loading ??= read().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  }
  const note = ({ incidents: writes, mutes: put = [], lifted = [] }: IncidentStep) => {
    for (const { expected, next } of writes)
      incidents.set(next.id, { ...next, version: expected === 'new' ? 1 : expected + 1 })
    for (const mute of put) mutes.set(mute.id, mute)
    for (const id of lifted) mutes.delete(id)
  }
  /** What nobody needs at hand any more. */
  const forget = () => {
    const since = new Date(clock.now().getTime() - REOPEN_MS).toISOString()
    const digests = new Set(
      [...incidents.values()].flatMap(({ state, digest }) =>
        state === 'open' && digest ? [digest.id] : [],
      ),
    )
    for (const [id, { state, resolvedAt = '', digest }] of incidents)
      if (state === 'resolved' && resolvedAt < since && !digests.has(digest?.id ?? ''))
        incidents.delete(id)
  }

  return {
    load,
    incidents: () => [...incidents.values()],
    mutes: () => [...mutes.values()].filter(({ until }) => new Date(until) > clock.now()),
    find: async (id) => {
      await load()
      return incidents.get(id) ?? book.find(id)
    },
    commit: async (step) => {
      await load()
      const result = await book.commit(step)
      if (result === 'done') note(step)
      else {
        loading = undefined
        await load()
      }
      forget()
      return result === 'done'
    },
  }
}
