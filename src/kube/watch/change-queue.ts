import type { Clock, Log } from '../../core/seams.ts'
import type { WatchedChange } from '../../core/watched.ts'
import { mergeChanges } from './merge-changes.ts'

export type Handler = (change: WatchedChange) => void | Promise<void>

/** A handler that takes longer is left behind. */
const PATIENCE_MS = 30_000
const TRIES = 5
const FIRST_RETRY_MS = 500
/** How long handlers run before others get a turn. */
const SLICE_MS = 8

/**
 * What one handler has still to hear: per object only the newest, in the order in which they began to wait. One
 * that throws hears it again later, five times at most; one that hangs is left behind. Nobody else notices.
 */
export type ChangeQueue = {
  push(change: WatchedChange): void
  waiting(): number
  /** Nothing begins after it; resolves when the one that runs is done, or has had its time. */
  stop(): Promise<void>
}

type Parts = { readonly clock: Clock; readonly log: Log; readonly handler: Handler }

export function createChangeQueue({ clock, log, handler }: Parts): ChangeQueue {
  const pending = new Map<string, WatchedChange>()
  /** Those that failed, until their time has come again. */
  const resting = new Map<string, { change: WatchedChange; readonly cancel: () => void }>()
  const failures = new Map<string, number>()
  let running: Promise<void> | undefined
  let stopped = false

  function put(uid: string, change: WatchedChange): void {
    const earlier = pending.get(uid)
    const merged = earlier ? mergeChanges(earlier, change) : change
    if (merged) pending.set(uid, merged)
    else pending.delete(uid)
    running ??= drain()
  }

  async function drain(): Promise<void> {
    await nextTurn()
    let sliceEnds = clock.monotonic() + SLICE_MS
    for (const [uid, change] of pending) {
      if (stopped) return
      pending.delete(uid)
      await tell(uid, change)
      if (clock.monotonic() < sliceEnds) continue
      await nextTurn()
      sliceEnds = clock.monotonic() + SLICE_MS
    }
    running = undefined
  }

  async function tell(uid: string, change: WatchedChange): Promise<void> {
    try {
      const answer = handler(change)
      if (answer) await inTime(answer, { clock, log })
      failures.delete(uid)
    } catch (error) {
      const count = (failures.get(uid) ?? 0) + 1
      failures.set(uid, count)
      log.error({ err: error, count }, 'a handler of changes failed')
      if (count < TRIES) rest(uid, { change, count })
      else failures.delete(uid)
    }
  }

  function rest(uid: string, { change, count }: { change: WatchedChange; count: number }): void {
    if (stopped) return
    const cancel = clock.after(FIRST_RETRY_MS * 2 ** (count - 1), () => {
      const rested = resting.get(uid)
      resting.delete(uid)
      if (rested && !stopped) put(uid, rested.change)
    })
    const newer = pending.get(uid)
    pending.delete(uid)
    const merged = newer ? mergeChanges(change, newer) : change
    if (merged) resting.set(uid, { change: merged, cancel })
    else cancel()
  }

  return {
    push(change) {
      const uid = (change.after ?? change.before)?.uid
      if (uid === undefined || stopped) return
      const rested = resting.get(uid)
      if (!rested) return put(uid, change)
      const merged = mergeChanges(rested.change, change)
      if (merged) rested.change = merged
      else {
        rested.cancel()
        resting.delete(uid)
      }
    },
    waiting: () => pending.size + resting.size,
    async stop() {
      stopped = true
      for (const { cancel } of resting.values()) cancel()
      resting.clear()
      pending.clear()
      await running
    },
  }
}

async function inTime(work: Promise<void>, { clock, log }: Omit<Parts, 'handler'>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let left = false
  const cancel = clock.after(PATIENCE_MS, () => {
    left = true
    log.error({ patienceMs: PATIENCE_MS }, 'a handler of changes hangs and is left behind')
    resolve()
  })
  const settled = work.catch((error: unknown) => {
    if (!left) throw error
    log.error({ err: error }, 'a handler of changes failed after it was left behind')
  })
  await Promise.race([settled, promise]).finally(cancel)
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))
