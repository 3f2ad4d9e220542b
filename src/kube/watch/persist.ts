import type { Meter } from '../../core/meter.ts'
import type { Clock, Log } from '../../core/seams.ts'
import { translateError } from '../transport/translate-error.ts'
import { HttpFailure, WireFailure } from '../transport/failure.ts'
import type { Backoff } from './backoff.ts'
import { StaleVersion } from './stale-version.ts'
import { whatNow, type WhatNow } from './what-now.ts'
import { meterRestart } from './watch-metrics.ts'
import type { WatchStatus } from './watch-status.ts'

export type Parts = {
  readonly clock: Clock
  readonly log: Log
  readonly meter: Meter
  readonly signal: AbortSignal
  readonly backoff: Backoff
  readonly status: WatchStatus
}

/** One round. Says what comes next: nothing more, the next round at once, or after a pause. */
export type Round = () => Promise<'done' | 'again' | 'later'>

/** Repeats a round until it is done or the signal ends it; whatever it throws is told, waited out and met again. */
export async function persist(
  parts: Parts,
  round: Round,
  onFailure: (now: WhatNow) => void = () => {},
): Promise<void> {
  const { clock, signal, backoff, status, meter } = parts
  while (!signal.aborted) {
    let waitMs = 0
    let broken: unknown
    try {
      const next = await round()
      if (next === 'done') return
      if (next === 'later') waitMs = backoff.next()
    } catch (error) {
      if (signal.aborted) return
      broken = error
      const now = whatNow(error)
      onFailure(now)
      tell(error, now, parts)
      waitMs = Math.max(now.waitMs, backoff.next())
    }
    status.restarted()
    meterRestart(status.scope.cluster, broken, meter)
    if (waitMs > 0) await clock.sleep(waitMs, signal).catch(() => {})
  }
}

function tell(error: unknown, { state }: WhatNow, { status, log }: Parts): void {
  const told = sayFailure(error, status)
  const isNews = status.current(0).error !== told.message
  status.failed(state, told)
  const facts = { ...status.scope, state, problem: told.message }
  log[isNews ? 'warn' : 'debug'](facts, 'a watch broke off, it is taken up again')
}

function sayFailure(error: unknown, { scope }: WatchStatus): Error {
  const { cluster, resource, namespace } = scope
  if (error instanceof StaleVersion) return error
  if (!(error instanceof HttpFailure) && !(error instanceof WireFailure))
    return error instanceof Error ? error : new Error('an unknown failure', { cause: error })
  const about = { verb: 'watch', resource, ...(namespace !== undefined && { namespace }) }
  return translateError(error, { call: { about }, user: 'deckwatch', cluster, sent: true })
}
