import type { Meter } from '../../core/meter.ts'
import type { Clock, Log } from '../../core/seams.ts'
import { backoff } from './backoff.ts'
import { CONNECTIONS_ENDED } from '../intake/intake-metrics.ts'
import type { Connection } from './connection.ts'
import { SlackFailure } from '../web/failure.ts'
import { isTokenProblem } from '../web/failure.ts'

export type SlotParts = {
  /** Asks Slack for an address and connects; rejects when either fails. */
  readonly open: () => Promise<Connection>
  readonly clock: Clock
  readonly log: Log
  readonly meter: Meter
  /** Every change of state, with why there is no connection when there is none. */
  readonly onState: (why: string | undefined) => void
  /** A refusal that waiting does not heal. True: give up (we are still starting). */
  readonly onFatal: (failure: SlackFailure) => boolean
  readonly random?: () => number
}

const CROWDED_MS = 30_000
const HOPELESS_MS = 60_000
const isFatal = (error: unknown): error is SlackFailure =>
  isTokenProblem(error) || (error instanceof SlackFailure && error.reason === 'missing_scope')

/**
 * Keeps one connection alive until `signal` aborts. At a refresh the next one is open before the old one closes;
 * after a failure it waits longer each time, at most 60 s, or as long as Slack asked.
 */
export async function keepConnected(parts: SlotParts, signal: AbortSignal): Promise<void> {
  const { log, onState } = parts
  let old: Connection | undefined
  while (!signal.aborted) {
    const connection = await openUntilItWorks(parts, signal)
    const retired = old?.retire()
    if (!connection) return retired
    onState(undefined)
    log.info({}, 'Connected to Slack')

    const reason = await Promise.race([connection.ending, aborted(signal)])
    if (signal.aborted) return connection.retire()
    log.info({ reason }, 'Slack connection is ending')
    countEnd(reason, parts.meter)
    old = connection
    if (!connection.isOpen()) onState(`connection ended: ${reason}`)
    await pauseAfter(reason, parts, signal)
  }
  return old?.retire()
}

async function openUntilItWorks(
  parts: SlotParts,
  signal: AbortSignal,
): Promise<Connection | undefined> {
  const { open, log, onState, onFatal, clock, random } = parts
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      return await open()
    } catch (error) {
      if (isFatal(error) && onFatal(error)) return undefined
      const pause = pauseFor(error, failures, random)
      onState(
        isFatal(error) ? `Slack refuses the app token: ${error.reason}` : 'cannot connect to Slack',
      )
      countEnd('failed', parts.meter)
      log.warn({ err: error, failures: failures + 1, pauseMs: pause }, 'Connecting to Slack failed')
      await rest(clock, pause, signal)
    }
  }
  return undefined
}

function pauseFor(error: unknown, failures: number, random?: () => number): number {
  if (isFatal(error)) return HOPELESS_MS
  if (!(error instanceof SlackFailure)) return backoff(failures, random)
  const asked = (error.retryAfter ?? 0) * 1000
  return Math.max(asked, backoff(failures, random))
}

/** Some goodbyes mean "not now": reconnecting at once would make it worse. */
async function pauseAfter(reason: string, parts: SlotParts, signal: AbortSignal): Promise<void> {
  const { clock, log, onState, random = Math.random } = parts
  if (reason === 'too_many_websockets') {
    log.error(
      { reason },
      'Slack says this app holds too many connections: fewer replicas or fewer connections',
    )
    return rest(clock, CROWDED_MS * (1 + random()), signal)
  }
  if (reason === 'link_disabled') {
    log.error({ reason }, 'Socket Mode was switched off in the Slack app settings')
    onState('Socket Mode is switched off in the Slack app settings')
    return rest(clock, HOPELESS_MS * (1 + random()), signal)
  }
}

const REASONS = CONNECTIONS_ENDED.labels.reason

const countEnd = (reason: string, meter: Meter): void =>
  meter.count(CONNECTIONS_ENDED, { reason: REASONS.find((one) => one === reason) ?? 'other' })

async function rest(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  await clock.sleep(ms, signal).catch(() => undefined)
}

function aborted(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve('stop')
    signal.addEventListener('abort', () => resolve('stop'), { once: true })
  })
}
