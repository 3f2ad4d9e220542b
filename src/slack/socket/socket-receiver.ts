import type { Receiver } from '@slack/bolt'
import { z } from 'zod'
import { ConfigError } from '../../core/errors.ts'
import { alone, type Meter } from '../../core/meter.ts'
import type { Clock, Log } from '../../core/seams.ts'
import { ACKNOWLEDGEMENT, CONNECTIONS } from '../intake/intake-metrics.ts'
import type { Arrivals } from '../intake/arrivals.ts'
import type { SlackFailure } from '../web/failure.ts'
import type { Web } from '../web/web.ts'
import { connect } from './connection.ts'
import type { Envelope } from './frame.ts'
import { createPresence, type Presence } from './presence.ts'
import { keepConnected } from './slot.ts'

type Parts = {
  /** Speaks with the app-level token. */
  readonly web: Web
  readonly connections: number
  readonly arrivals: Arrivals
  readonly clock: Clock
  readonly log: Log
  readonly meter: Meter
}

/** Bolt receiver over several supervised Socket Mode connections. */
export type SocketReceiver = Receiver &
  Pick<Presence, 'unready' | 'lostSince' | 'open'> & {
    /** Closes every connection: what Slack sends from now on goes to another process. At most 4 s. */
    close(): Promise<void>
  }

/** A connection that is only being opened may take longer than anybody should wait for it. */
const CLOSE_MS = 4_000

/**
 * Why not @slack/socket-mode 3.1: about 5 s without any connection at every refresh, and unhandled rejections that
 * end the process when a reconnect fails.
 */
export function createSocketReceiver(parts: Parts): SocketReceiver {
  const stopping = new AbortController()
  const presence = createPresence(parts.clock)
  let slots: readonly Promise<void>[] = []
  const endReading = parts.meter.read(CONNECTIONS, () => alone(presence.open()))
  const stop = async () => {
    endReading()
    stopping.abort()
    await Promise.all(slots)
  }

  return {
    init: (app) => parts.arrivals.bind(app),
    start: () => {
      const started = Promise.withResolvers<void>()
      slots = keepSlots(parts, { presence, started, signal: stopping.signal })
      return started.promise
    },
    stop,
    close: async () => {
      const closed = new AbortController()
      const late = parts.clock.sleep(CLOSE_MS, closed.signal).catch(() => undefined)
      await Promise.race([stop(), late])
      closed.abort()
    },
    unready: presence.unready,
    lostSince: presence.lostSince,
    open: presence.open,
  }
}

type Life = {
  readonly presence: Presence
  /** Resolved by the first connection, rejected when Slack refuses the token before there was one. */
  readonly started: PromiseWithResolvers<void>
  readonly signal: AbortSignal
}

function keepSlots(parts: Parts, { presence, started, signal }: Life): Promise<void>[] {
  let isStarting = true
  const onFatal = (failure: SlackFailure) => {
    if (isStarting) started.reject(new ConfigError([explain(failure)]))
    else parts.log.error({ reason: failure.reason }, 'Slack refuses the app-level token')
    return isStarting
  }
  const keep = (slot: number) => {
    const onState = (why: string | undefined) => {
      presence.tell(slot, why)
      if (why !== undefined) return
      isStarting = false
      started.resolve()
    }
    const log = parts.log.child({ connection: slot })
    return keepConnected({ ...parts, open: () => open(parts), log, onFatal, onState }, signal)
  }
  const slots = Array.from({ length: parts.connections }, (_, i) => keep(i + 1))
  // Stopped before the first connection: start must not hang.
  void Promise.all(slots).then(() => started.resolve())
  return slots
}

const Opened = z.looseObject({ url: z.url({ protocol: /^wss?$/u }) })

async function open({ web, clock, log, arrivals, meter }: Parts) {
  const onEnvelope = (envelope: Envelope, receivedAt: Date) => {
    arrivals.take(envelope.payload, {
      receivedAt,
      envelopeId: envelope.envelope_id,
      ...(envelope.retry_attempt !== undefined && { retry: envelope.retry_attempt }),
      ...(envelope.retry_reason !== undefined && { retryReason: envelope.retry_reason }),
    })
  }
  const { url } = await web.call('apps.connections.open', {}, Opened)
  return connect(url, {
    clock,
    log,
    onEnvelope,
    onAcknowledged: (ms) => meter.observe(ACKNOWLEDGEMENT, {}, ms / 1000),
  })
}

function explain({ reason }: SlackFailure): string {
  return reason === 'not_allowed_token_type'
    ? 'SLACK_APP_TOKEN is not an app-level token (not_allowed_token_type): it needs one starting with xapp-, with the scope connections:write.'
    : `Slack refuses the app-level token in SLACK_APP_TOKEN (${reason}): create one under Basic Information, "App-Level Tokens", with the scope connections:write.`
}
