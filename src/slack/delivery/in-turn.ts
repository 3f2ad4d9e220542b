import { URGENCIES, type Urgency } from '../../core/delivery.ts'
import type { Clock, Log } from '../../core/seams.ts'
import { SlackFailure } from '../web/failure.ts'
import type { Lane } from './lane.ts'

type Turn = {
  readonly lane: Lane
  readonly channel: string
  readonly clock: Clock
  readonly log: Log
  /** Monotonic; see `Patience`. */
  readonly until?: number
  /** See `Patience`. */
  readonly signal?: AbortSignal
  /** Default `asked`. */
  readonly urgency?: Urgency
}

/** Runs when it is its turn: what is pressing first, all of it before progress. After a pause that Slack asks for it runs again, or gives way. */
export function inTurn<T>(turn: Turn, run: () => Promise<T>): Promise<T> {
  const { lane, channel, clock, log, until = Infinity, signal, urgency = 'asked' } = turn
  const isPatient = until === Infinity
  if (!isPatient && clock.monotonic() + lane.pauseMs() > until)
    return Promise.reject(limited(lane.pauseMs()))

  return new Promise((resolve, reject) => {
    let isOver = false
    const giveUp = () => {
      isOver = true
      reject(limited(0))
    }
    if (signal?.aborted) return giveUp()
    signal?.addEventListener('abort', giveUp, { once: true })
    const attempt = async () => {
      signal?.removeEventListener('abort', giveUp)
      if (clock.monotonic() > until) return reject(limited(0))
      try {
        resolve(await run())
      } catch (error) {
        const isLimited = error instanceof SlackFailure && error.kind === 'limited'
        isOver = !isLimited || !isPatient
        if (isOver) reject(error)
        if (!isLimited) return
        log.warn({ channel, retryAfter: error.retryAfter }, 'Slack slows this channel down')
        throw error
      }
    }
    lane.add({ rank: URGENCIES.indexOf(urgency), run: attempt, isOver: () => isOver })
  })
}

const limited = (pauseMs: number) =>
  new SlackFailure({
    kind: 'limited',
    method: 'chat.postMessage',
    reason: 'out-of-time',
    retryAfter: Math.max(1, Math.ceil(pauseMs / 1_000)),
  })
