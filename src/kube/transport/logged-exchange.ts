import type { Clock, Log } from '../../core/seams.ts'
import { HttpFailure, WireFailure } from './failure.ts'
import type { SignedExchange } from './signed-exchange.ts'

type Parts = { readonly clock: Clock; readonly log: Log }

/** One line for every attempt, repeated ones too: what was asked for which request, how it ended, how long it took. */
export function createLoggedExchange(
  exchange: SignedExchange,
  { clock, log }: Parts,
): SignedExchange {
  return async (trip) => {
    const { call, caller } = trip
    const started = clock.monotonic()
    const tell = (how: Readonly<Record<string, unknown>>) => {
      const ms = Math.round(clock.monotonic() - started)
      const facts = { request: caller.request, user: caller.user, method: call.method }
      log.debug({ ...facts, path: call.path, ms, ...how }, 'API call')
    }
    try {
      const answer = await exchange(trip)
      tell({ auditId: answer.auditId })
      return answer
    } catch (error) {
      tell({ failure: sayFailure(error) })
      throw error
    }
  }
}

/** Only our own words: a foreign error's text may hold anything. */
const sayFailure = (error: unknown) =>
  error instanceof HttpFailure || error instanceof WireFailure ? error.message : 'unforeseen'
