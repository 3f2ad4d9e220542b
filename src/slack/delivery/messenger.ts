import { UnavailableError } from '../../core/errors.ts'
import type { Messenger, PostedAt } from '../../core/delivery.ts'
import { backoff } from '../socket/backoff.ts'
import { type Bell, createBell } from './bell.ts'
import type { ChannelStates } from './channel-states.ts'
import { createWorks, type Works, type WorksParts } from './works.ts'

export type MessengerParts = WorksParts & {
  /** A link to a message; undefined while our workspace is not known. */
  readonly linkTo: (posted: PostedAt) => string | undefined
  readonly channels: Pick<ChannelStates, 'all'>
}

/** The messenger and its life. */
export type RunningMessenger = Messenger & {
  start(): void
  /** Delivers what waits for at most `ms`; the rest stays in the store, for another process to take at once. */
  stop(ms: number): Promise<void>
}

const POLL_MS = 3_000
const LEASE_MS = 30_000
/** Before the lease is over no call may begin that could end after it. */
const LAST_CALL_MS = 15_000
const AT_ONCE = 40
/** For what is under way when the time is over, and to tell the store what is left. */
const LAST_MS = 2_000

/** Level-triggered: whatever is pending in the store is brought to Slack, by whichever replica claims it. */
export function createMessenger(parts: MessengerParts): RunningMessenger {
  const { places, progress, linkTo, clock } = parts
  const bell = createBell(clock)
  // What was delivered may be the parent of others.
  const works = createWorks(parts, bell.ring)
  const shift: Shift = { stopAt: Infinity }
  const leaving = new AbortController()
  let working = Promise.resolve()

  return {
    wake() {
      progress.endAll()
      bell.ring()
    },
    progress: (key, view) => progress.show(key, view),
    channels: parts.channels.all,
    permalink: async (key) => {
      const posted = await places.find(key).catch(nowhere)
      return posted && linkTo(posted)
    },
    start() {
      working = work({ ...parts, bell, works, shift, leaving: leaving.signal })
    },
    async stop(ms) {
      shift.stopAt = clock.monotonic() + ms
      bell.ring()
      const cancel = clock.after(Math.max(0, ms - LAST_MS), () => leaving.abort())
      const patience = new AbortController()
      await Promise.race([working, clock.sleep(ms, patience.signal).catch(() => {})])
      cancel()
      leaving.abort()
      patience.abort(new Error('stopped'))
      bell.ring()
    },
  }
}

function nowhere(error: unknown): undefined {
  if (error instanceof UnavailableError) return undefined
  throw error
}

/** Until when it goes on, in monotonic ms. */
type Shift = { stopAt: number }

type Workplace = MessengerParts & {
  readonly bell: Bell
  readonly works: Works
  readonly shift: Shift
  /** Aborted: nothing new is begun. */
  readonly leaving: AbortSignal
}

/** Claims and takes until the shift is over. Once that is near, only for as long as there is something to take. */
async function work(workplace: Workplace): Promise<void> {
  const { bell, works, shift, clock, log } = workplace
  for (let failures = 0; clock.monotonic() < shift.stopAt;) {
    const taken = await claim(workplace).catch((error: unknown) => {
      if (failures === 0) log.warn({ err: error }, 'The store does not say what is to be told')
      return 'away' as const
    })
    failures = taken === 'away' ? failures + 1 : 0
    const isLast = shift.stopAt < Infinity
    if (isLast && (taken === 'away' || taken + works.count() === 0)) return
    await bell.wait(failures === 0 ? POLL_MS : backoff(failures + 1))
  }
}

/** How many there were to take. */
async function claim({ outbox, works, leaving, clock }: Workplace): Promise<number> {
  if (leaving.aborted) return 0
  const room = AT_ONCE - works.count()
  if (room <= 0) return 0
  const until = clock.monotonic() + LEASE_MS - LAST_CALL_MS
  const claimed = await outbox.claim(room, LEASE_MS)
  for (const pending of claimed) works.take({ pending, until, signal: leaving })
  return claimed.length
}
