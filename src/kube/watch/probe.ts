import type { Answer } from '../transport/exchange.ts'
import type { Clock } from '../../core/seams.ts'
import type { Call } from '../transport/call.ts'
import { createDeadline } from '../transport/deadline.ts'
import { HttpFailure } from '../transport/failure.ts'

/** One attempt in the bot's own name. Throws HttpFailure and WireFailure. */
export type Ask = (call: Call, signal: AbortSignal) => Promise<Answer>

const DEADLINE_MS = 10_000
/** All watches of a cluster grow quiet together: one answer serves them all. */
const FRESH_MS = 10_000

/** Anybody may ask it. */
export const VERSION: Call = {
  method: 'GET',
  path: '/version',
  about: { verb: 'get', resource: '/version' },
}

/** Asks the API server whether it is there. Any answer of its own will do. */
export function createProbe(ask: Ask, clock: Clock, outer: AbortSignal): () => Promise<void> {
  let answeredAt = Number.NEGATIVE_INFINITY
  let flight: Promise<void> | undefined

  async function question(): Promise<void> {
    const { signal, release } = createDeadline(clock, DEADLINE_MS, outer)
    try {
      const { body } = await ask(VERSION, signal)
      await body.dump()
    } catch (error) {
      if (signal.aborted) throw signal.reason
      if (!(error instanceof HttpFailure) || error.statusCode >= 502) throw error
    } finally {
      release()
      flight = undefined
    }
    answeredAt = clock.monotonic()
  }
  return async () => {
    if (clock.monotonic() - answeredAt < FRESH_MS) return
    flight ??= question()
    await flight
  }
}
