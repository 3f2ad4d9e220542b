import type { Clock } from '../../core/seams.ts'
import type { ClusterSettings } from '../settings.ts'
import { translateError } from './translate-error.ts'
import type { Breaker } from './breaker.ts'
import type { Call, Caller, Transport, Trip } from './call.ts'
import { createDeadline } from './deadline.ts'
import { type Answer, readJson, readUpTo } from './exchange.ts'
import { HttpFailure } from './failure.ts'
import type { Gate } from './gate.ts'
import { retryRead } from './retry.ts'
import type { SignedExchange } from './signed-exchange.ts'

type Parts = {
  readonly settings: Pick<ClusterSettings, 'name' | 'timeouts'>
  readonly exchange: SignedExchange
  readonly gate: Gate
  readonly breaker: Breaker
  readonly clock: Clock
  /** Told how every call ended: how the cluster's health is known. */
  readonly onOutcome: (error: Error | undefined) => void
  readonly close: () => Promise<void>
}

/** How long a call may take, and what is made of its answer. */
type Errand<T> = { readonly ms: number; readonly read: (answer: Answer) => Promise<T> }

/** Turns a call into its answer: waits its turn, asks the breaker, retries reads, sorts errors. */
export function createTransport(parts: Parts): Transport {
  const { timeouts } = parts.settings
  return {
    json(call, caller) {
      const read = async ({ body, auditId }: Answer) => ({ body: await readJson(body), auditId })
      return perform(
        parts,
        { call, caller },
        { ms: call.writes ? timeouts.write : timeouts.read, read },
      )
    },
    bytes(call, caller, limitBytes) {
      const read = async ({ body }: Answer) => {
        const { bytes, whole, broken } = await readUpTo(body, limitBytes)
        if (broken && bytes.length === 0) throw broken
        return { bytes, truncated: !whole }
      }
      return perform(parts, { call, caller }, { ms: timeouts.logs, read })
    },
    close: parts.close,
  }
}

async function perform<T>(
  parts: Parts,
  { call, caller }: { call: Call; caller: Caller },
  { ms, read }: Errand<T>,
): Promise<T> {
  const { signal, release } = createDeadline(parts.clock, ms, caller.signal)
  const trip: Trip = { call, caller, signal, sent: false }
  // Slot and breaker are held until the body is read: a stream that stalls is an outage like any other.
  const once = () =>
    parts.gate.run(caller.user, signal, () =>
      parts.breaker.run(async () => read(await parts.exchange(trip))),
    )
  try {
    const result = await (call.writes || call.once ? once() : retryRead(parts.clock, signal, once))
    parts.onOutcome(undefined)
    return result
  } catch (error) {
    const told = translateError(whatHappened(error, signal), {
      call,
      user: caller.user,
      cluster: parts.settings.name,
      sent: trip.sent,
    })
    parts.onOutcome(told)
    throw told
  } finally {
    release()
  }
}

/** Once the deadline or the person ended a call, whatever else it met says nothing; an answer does. */
function whatHappened(error: unknown, signal: AbortSignal): unknown {
  return signal.aborted && !(error instanceof HttpFailure) ? signal.reason : error
}
