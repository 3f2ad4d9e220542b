import { ExponentialBackoff } from 'cockatiel'
import type { Clock } from '../../core/seams.ts'
import { HttpFailure, WireFailure } from './failure.ts'

const ATTEMPTS = 4
/** Longer than this nobody wants to wait for an answer in a chat: then the person is told when to come back. */
const MAX_WAIT_MS = 8000

const backoff = new ExponentialBackoff({ initialDelay: 200, maxDelay: 3000 })

/** Repeats a read that met a passing fault, after what the server asked for or a jittered pause. */
export async function retryRead<T>(
  clock: Clock,
  signal: AbortSignal,
  attempt: () => Promise<T>,
): Promise<T> {
  let pause = backoff.next()
  for (let count = 1; ; count++) {
    try {
      return await attempt()
    } catch (error) {
      const wait = waitFor(error, pause.duration)
      if (count === ATTEMPTS || wait === undefined || signal.aborted) throw error
      await clock.sleep(wait, signal)
      pause = pause.next(undefined)
    }
  }
}

/** Milliseconds until it is worth trying again; `undefined` for never. */
function waitFor(error: unknown, pause: number): number | undefined {
  if (error instanceof WireFailure) {
    if (error.code === 'UND_ERR_CONNECT_TIMEOUT') return undefined // seconds were spent on it already
    return error.problem === 'not-sent' || error.problem === 'lost' ? pause : undefined
  }
  if (!(error instanceof HttpFailure)) return undefined
  // 500 too: the API server says so while etcd elects a leader.
  const passing = [429, 500].includes(error.statusCode) || error.statusCode >= 502
  if (!passing) return undefined
  const asked = (error.retryAfter ?? 0) * 1000
  return asked <= MAX_WAIT_MS ? Math.max(asked, pause) : undefined
}
