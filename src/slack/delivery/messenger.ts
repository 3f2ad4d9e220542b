import { UnavailableError } from '../../core/errors.ts'
import type { Messenger, Outbox, PendingDelivery, PostedAt } from '../../core/delivery.ts'
import type { Clock, Log } from '../../core/seams.ts'
import { backoff } from '../socket/backoff.ts'
import { createBell } from './bell.ts'
import type { Deliver } from './deliver.ts'
import type { Places } from './places.ts'
import type { Progress } from './progress.ts'
import { createReports } from './reports.ts'

export type MessengerParts = {
  readonly outbox: Outbox
  readonly deliver: Deliver
  readonly places: Places
  readonly progress: Progress
  /** A link to a message; undefined while our workspace is not known. */
  readonly linkTo: (posted: PostedAt) => string | undefined
  readonly clock: Clock
  readonly log: Log
}

/** The messenger and its life. */
export type RunningMessenger = Messenger & {
  start(): void
  /** Delivers what waits for at most `ms`; the rest stays in the store. */
  stop(ms: number): Promise<void>
}

const POLL_MS = 3_000
const LEASE_MS = 60_000
/** Before the lease is over no call may begin that could end after it. */
const LAST_CALL_MS = 15_000
const AT_ONCE = 40

type Work = { readonly revision: number; readonly done: Promise<void> }

/** Level-triggered: whatever is pending in the store is brought to Slack, by whichever replica claims it. */
export function createMessenger(parts: MessengerParts): RunningMessenger {
  const { outbox, places, progress, linkTo, clock, log } = parts
  const bell = createBell(clock)
  const bring = createBringing(parts)
  const works = new Map<string, Work>()
  let stopAt: number | undefined
  let running = Promise.resolve()

  const take = (pending: PendingDelivery, until: number) => {
    const { key, revision } = pending
    const before = works.get(key)
    if (before && before.revision >= revision) return
    // Of a first revision nothing older can have been shown: what waits is newer.
    if (revision > 1) progress.end(key)
    const done = Promise.resolve(before?.done).then(async () => {
      await bring({ pending, until })
      if (works.get(key)?.revision === revision) works.delete(key)
      // It may be the parent of others.
      bell.ring()
    })
    works.set(key, { revision, done })
  }

  const isLate = () => stopAt !== undefined && clock.monotonic() >= stopAt

  /** How many were taken. */
  const round = async () => {
    const room = AT_ONCE - works.size
    if (room <= 0) return 0
    const until = clock.monotonic() + LEASE_MS - LAST_CALL_MS
    const claimed = await outbox.claim(room, LEASE_MS)
    for (const pending of claimed) take(pending, until)
    return claimed.length
  }

  const run = async () => {
    for (let failures = 0; !isLate();) {
      try {
        const taken = await round()
        failures = 0
        if (stopAt !== undefined && taken === 0 && works.size === 0) return
      } catch (error) {
        if (failures++ === 0) log.warn({ err: error }, 'The store does not say what is to be told')
      }
      if (stopAt !== undefined && failures > 0) return
      await bell.wait(failures === 0 ? POLL_MS : backoff(failures + 1))
    }
  }

  return {
    wake() {
      progress.endAll()
      bell.ring()
    },
    progress: (key, view) => progress.show(key, view),
    permalink: async (key) => {
      const posted = await places.find(key).catch(nowhere)
      return posted && linkTo(posted)
    },
    start: () => void (running = run()),
    async stop(ms) {
      stopAt = clock.monotonic() + ms
      bell.ring()
      const patience = new AbortController()
      await Promise.race([running, clock.sleep(ms, patience.signal).catch(() => {})])
      patience.abort(new Error('stopped'))
      bell.ring()
    },
  }
}

function nowhere(error: unknown): undefined {
  if (error instanceof UnavailableError) return undefined
  throw error
}

/** Brings one delivery to Slack and tells the store how that went. Never rejects. */
function createBringing({ deliver, outbox, places, progress, clock, log }: MessengerParts) {
  const reports = createReports({ outbox, clock, log })

  return async ({ pending, until }: { pending: PendingDelivery; until: number }) => {
    const { key } = pending
    const known = pending.posted ?? places.known(key)
    try {
      const posted = await deliver({
        pending: { ...pending, ...(known && { posted: known }) },
        until,
      })
      places.put(key, posted)
      progress.posted(key, posted)
      await reports.delivered(pending, posted)
    } catch (error) {
      await reports.failed({ pending, until }, error)
    }
  }
}
