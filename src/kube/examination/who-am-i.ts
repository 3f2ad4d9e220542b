import { ForbiddenError, NotFoundError } from '../../core/errors.ts'
import { offeredSelfReview } from '../self-test/impersonation-proof.ts'
import { SelfReview, selfReviewCall } from '../session/reviews.ts'
import type { Call, Caller, Transport } from '../transport/call.ts'
import { HttpFailure } from '../transport/failure.ts'

/** A path that no API server serves, and that nobody has a right to. */
const NOWHERE: Call = {
  method: 'GET',
  path: '/deckwatch-who-am-i',
  about: { verb: 'get', resource: 'deckwatch-who-am-i' },
}

/** As whom the API server knows the bot. It says so when asked, or since 1.20 when it refuses; else undefined. */
export async function whoAmI(transport: Transport, asBot: Caller): Promise<string | undefined> {
  const apiVersion = await offeredSelfReview({ transport }, asBot)
  const call = apiVersion === undefined ? NOWHERE : selfReviewCall(apiVersion)
  try {
    const { body } = await transport.json(call, asBot)
    return apiVersion === undefined ? undefined : SelfReview.parse(body).status.userInfo.username
  } catch (error) {
    if (error instanceof NotFoundError) return undefined
    if (!(error instanceof ForbiddenError)) throw error
    const message = error.cause instanceof HttpFailure ? error.cause.status?.message : undefined
    return /User "([^"]+)" cannot /.exec(message ?? '')?.[1]
  }
}
