import type { Credential, Credentials } from '../credentials/credentials.ts'
import type { Trip } from './call.ts'
import type { Answer, Exchange } from './exchange.ts'
import { HttpFailure, WireFailure } from './failure.ts'

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
