import type { Outbox, PendingDelivery, PostedAt } from '../../core/delivery.ts'
import type { Clock, Log } from '../../core/seams.ts'
import { backoff } from '../socket/backoff.ts'
import { isForGood, SlackFailure } from '../web/failure.ts'
import type { Errand } from './deliver.ts'

type Parts = { readonly outbox: Outbox; readonly clock: Clock; readonly log: Log }

/** Tells the store how a delivery went. Never rejects: what is not told is claimed again when its lease is over. */
export type Reports = {
  /** `nowhere`: it was withdrawn, and Slack does not have it. */
  delivered(pending: PendingDelivery, posted: PostedAt | 'nowhere'): Promise<void>
  failed(errand: Errand, error: unknown): Promise<void>
}

/** For what is not Slack's fault: after so many attempts it will not get better. */
const ATTEMPTS = 8
const BUSY_MS = 5_000

export function createReports({ outbox, clock, log }: Parts): Reports {
  const tell = async (pending: PendingDelivery, run: () => Promise<void>) => {
    try {
      await run()
    } catch (error) {
      log.warn({ err: error, key: pending.key }, 'The store does not take how a delivery went')
    }
  }
  const giveUp = ({ key, revision }: PendingDelivery, why: string) => {
    log.error({ key, reason: why }, 'A message cannot be delivered')
    return outbox.giveUp(key, revision, why)
  }

  return {
    delivered: (pending, posted) =>
      tell(pending, () => {
        const { key, revision } = pending
        return posted === 'nowhere'
          ? outbox.forget(key, revision)
          : outbox.delivered(key, revision, posted)
      }),
    async failed({ pending, until }, error) {
      // Somebody else may be at it by now.
      if (clock.monotonic() > until && isLimited(error)) return
      log.info({ err: error, key: pending.key }, 'A delivery did not get through')
      await tell(pending, () => {
        if (isForGood(error)) return giveUp(pending, error.reason)
        if (error instanceof SlackFailure)
          return outbox.postpone(pending, pauseOf(error, pending.attempts), !error.mayBeDone)
        log.error({ err: error, key: pending.key }, 'A delivery broke')
        return pending.attempts + 1 >= ATTEMPTS
          ? giveUp(pending, 'broken')
          : outbox.postpone(pending, backoff(pending.attempts + 2), false)
      })
    },
  }
}

const isLimited = (error: unknown) => error instanceof SlackFailure && error.kind === 'limited'

/** Jittered, so that what waited together does not come back together. */
function pauseOf({ kind, reason, retryAfter = 1 }: SlackFailure, attempts: number): number {
  if (kind === 'limited') return retryAfter * 1_000 + backoff(0)
  return reason === 'channel-busy' ? BUSY_MS + backoff(2) : backoff(attempts + 2)
}
