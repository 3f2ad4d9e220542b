import { UnavailableError, UsageError } from '../../core/errors.ts'
import { HttpFailure } from '../transport/failure.ts'
import { StaleVersion } from './stale-version.ts'

/** Rights and kinds seldom come back, and nobody waits for them. */
const SLOW_MS = 60_000
/** Whatever a server asks for, it is asked again after five minutes. */
const LONGEST_MS = 300_000

export type WhatNow = {
  readonly state: 'stalled' | 'forbidden' | 'gone'
  /** At least so long; the back-off counts when it is longer. */
  readonly waitMs: number
  /** True when only a complete list helps; else the watch goes on from where it was. */
  readonly relist: boolean
}

/** What a failure means for a watch: only what the server no longer has costs a list. */
export function whatNow(error: unknown): WhatNow {
  if (error instanceof StaleVersion) return { state: 'stalled', waitMs: 0, relist: true }
  if (error instanceof HttpFailure) return afterAnswer(error)
  if (error instanceof UsageError) return { state: 'gone', waitMs: SLOW_MS, relist: true }
  const asked = error instanceof UnavailableError ? error.retryAfter : undefined
  return { state: 'stalled', waitMs: atMost(asked), relist: false }
}

function afterAnswer({ statusCode, status, retryAfter }: HttpFailure): WhatNow {
  if (statusCode === 403) return { state: 'forbidden', waitMs: SLOW_MS, relist: false }
  // A 404 that is no Status comes from something in front of the cluster.
  if (status && (statusCode === 404 || statusCode === 405))
    return { state: 'gone', waitMs: SLOW_MS, relist: true }
  const isStale = statusCode === 410 || isTooLarge(status?.message)
  return { state: 'stalled', waitMs: atMost(retryAfter), relist: isStale }
}

/** etcd was restored: the server does not know yet what we have seen. */
export const isTooLarge = (message = ''): boolean => /too large resource version/i.test(message)

const atMost = (seconds = 0) => Math.min(seconds * 1000, LONGEST_MS)
