import type { Clock } from '../../core/seams.ts'
import { isForGood, isTokenProblem, SlackFailure } from '../web/failure.ts'

/** Half a minute in all: who asked is still there. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 16_000] as const

/**
 * Runs again after a pause, a longer one where Slack asks for it, while that may help. Only for what may be done
 * twice. Rejects with the last failure.
 */
export async function patiently<T>(clock: Clock, run: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await run()
    } catch (error) {
      if (isForGood(error) || isTokenProblem(error)) throw error
      const asked = error instanceof SlackFailure ? (error.retryAfter ?? 0) * 1_000 : 0
      await clock.sleep(Math.max(pause, asked))
    }
  }
  return run()
}
