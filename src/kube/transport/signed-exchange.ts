import type { Credential, Credentials } from '../credentials/credentials.ts'
import type { Call, Caller } from './call.ts'
import type { Answer, Exchange } from './exchange.ts'
import { HttpFailure, WireFailure } from './failure.ts'

/** One call on its way. `sent` turns true once the API server may have seen it. */
export type Trip = {
  readonly call: Call
  readonly caller: Caller
  readonly signal: AbortSignal
  sent: boolean
  /** Of the attempt that is under way, as W3C defines it. */
  traceparent?: string
}
export type SignedExchange = (trip: Trip) => Promise<Answer>

/**
 * Signs a call as the bot. 401 means that nothing was done, so even a write may be sent once more, with
 * credentials that are read anew.
 */
export function createSignedExchange(credentials: Credentials, exchange: Exchange): SignedExchange {
  return async (trip) => {
    const credential = await readCredential(credentials)
    trip.sent = true
    try {
      return await exchange(trip, credential)
    } catch (error) {
      if (!(error instanceof HttpFailure) || error.statusCode !== 401) throw error
      credentials.forget(credential)
      return exchange(trip, await readCredential(credentials))
    }
  }
}

async function readCredential(credentials: Credentials): Promise<Credential> {
  try {
    return await credentials.current()
  } catch (error) {
    throw new WireFailure('no-credentials', { cause: error })
  }
}
