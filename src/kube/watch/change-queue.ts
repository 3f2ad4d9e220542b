import type { Clock, Log } from '../../core/seams.ts'
import type { WatchedChange } from '../../core/watched.ts'
import { bePatient } from './be-patient.ts'
import { createPendingChanges } from './pending-changes.ts'
import { createWorkQueue } from './work-queue.ts'

export type Handler = (change: WatchedChange) => void | Promise<void>

/** A handler that takes longer is left behind. */
const PATIENCE_MS = 30_000
/** And one that still runs at the end is not waited for so long. */
const FAREWELL_MS = 5000

/**
 * What one handler has still to hear: per object only the newest, in the order in which they began to wait. One
 * that throws hears it again later, five times at most; one that hangs is left behind. Nobody else notices.
 */
export type ChangeQueue = {
  push(change: WatchedChange): void
  waiting(): number
  /** Nothing is told after it; resolves when the handler that runs is done, or has had its time. */
  stop(): Promise<void>
}

type Parts = {
  readonly clock: Clock
  readonly log: Log
  readonly handler: Handler
  readonly onMerge?: () => void
}

export function createChangeQueue({ clock, log, handler, onMerge }: Parts): ChangeQueue {
  const pending = createPendingChanges(onMerge)
  let stopped = false

  function tell(uid: string): void | Promise<void> {
    const change = pending.take(uid)
    if (!change) return undefined
    const fail = (error: unknown): never => {
      log.error({ err: error }, 'a handler of changes failed')
      pending.putBack(uid, change)
      throw error
    }
    try {
      const answer = handler(change)
      return answer && bePatient(answer, PATIENCE_MS, { clock, log }).catch(fail)
    } catch (error) {
      return fail(error)
    }
  }
  const queue = createWorkQueue({
    clock,
    work: tell,
    onGiveUp: (uid) => void pending.take(uid),
  })
  return {
    push(change) {
      const uid = (change.after ?? change.before)?.uid
      if (uid !== undefined && !stopped && pending.add(uid, change)) queue.add(uid)
    },
    waiting: pending.size,
    async stop() {
      stopped = true
      await bePatient(queue.stop(), FAREWELL_MS, { clock, log })
      pending.clear()
    },
  }
}
