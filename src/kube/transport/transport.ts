import type { Clock } from '../../core/seams.ts'
import type { Credentials } from '../credentials/credentials.ts'
import type { ClusterSettings } from '../settings.ts'
import { translateError } from '../translate-error.ts'
import { createBreaker } from './breaker.ts'
import type { Call, Caller, Transport } from './call.ts'
import { createDeadline } from './deadline.ts'
import { type Answer, type Exchange, readJson, readUpTo } from './exchange.ts'
import { HttpFailure, WireFailure } from './failure.ts'
import { createGate } from './gate.ts'
import { retryRead } from './retry.ts'

type Parts = {
  readonly settings: Pick<ClusterSettings, 'name' | 'maxConcurrent' | 'maxWaiting' | 'timeouts'>
  readonly credentials: Credentials
  readonly exchange: Exchange
  readonly clock: Clock
  /** Told of every outcome: how the cluster's health is known. */
  readonly onOutcome: (error: Error | undefined) => void
  readonly close: () => Promise<void>
}

/** Turns a call into its answer: waits its turn, asks the breaker, signs, retries reads, sorts errors. */
export function createTransport(parts: Parts): Transport {
  const { settings, credentials, exchange, clock } = parts
  const gate = createGate(settings.maxConcurrent, settings.maxWaiting)
  const breaker = createBreaker()

  /** A slot and the breaker cover the body too: a stream that stalls is an outage like any other. */
  function attempt<T>(trip: Trip, read: Read<T>): Promise<T> {
    return gate.run(trip.caller.user, trip.signal, () =>
      breaker.run(async () => read(await signed(trip))),
    )
  }

  /** 401 means that nothing was done, so even a write may be sent again with fresh credentials, once. */
  async function signed(trip: Trip): Promise<Answer> {
    const credential = await readCredential(credentials)
    trip.sent = true
    try {
      return await exchange(trip.call, trip.caller, trip.signal, credential)
    } catch (error) {
      if (!(error instanceof HttpFailure) || error.statusCode !== 401) throw error
      credentials.forget(credential)
      return exchange(trip.call, trip.caller, trip.signal, await readCredential(credentials))
    }
  }

  async function perform<T>(call: Call, caller: Caller, ms: number, read: Read<T>): Promise<T> {
    const { signal, release } = createDeadline(clock, ms, caller.signal)
    const trip: Trip = { call, caller, signal, sent: false }
    const once = () => attempt(trip, read)
    try {
      const result = await (call.writes || call.once ? once() : retryRead(clock, signal, once))
      parts.onOutcome(undefined)
      return result
    } catch (error) {
      const failure = signal.aborted && !(error instanceof HttpFailure) ? signal.reason : error
      const circumstances = { call, user: caller.user, cluster: settings.name, sent: trip.sent }
      const told = translateError(failure, circumstances)
      parts.onOutcome(told)
      throw told
    } finally {
      release()
    }
  }

  return {
    json: (call, caller) =>
      perform(
        call,
        caller,
        call.writes ? settings.timeouts.write : settings.timeouts.read,
        async (answer) => ({
          body: await readJson(answer.body),
          auditId: answer.auditId,
        }),
      ),
    bytes: (call, caller, limitBytes) =>
      perform(call, caller, settings.timeouts.logs, async ({ body }) => {
        const { bytes, whole, broken } = await readUpTo(body, limitBytes)
        if (broken && bytes.length === 0) throw broken
        return { bytes, truncated: !whole }
      }),
    close: parts.close,
  }
}

/** One call on its way. `sent` turns true once the API server may have seen it. */
type Trip = {
  readonly call: Call
  readonly caller: Caller
  readonly signal: AbortSignal
  sent: boolean
}
type Read<T> = (answer: Answer) => Promise<T>

async function readCredential(credentials: Credentials) {
  try {
    return await credentials.current()
  } catch (error) {
    throw new WireFailure('no-credentials', { cause: error })
  }
}
