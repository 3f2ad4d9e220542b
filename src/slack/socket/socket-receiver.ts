import type { Receiver } from '@slack/bolt'
import { z } from 'zod'
import { ConfigError } from '../../core/errors.ts'
import type { Clock, Log } from '../../core/seams.ts'
import type { Arrivals } from '../intake/arrivals.ts'
import type { SlackFailure } from '../web/failure.ts'
import type { Web } from '../web/web.ts'
import { connect } from './connection.ts'
import type { Envelope } from './frame.ts'
import { createPresence } from './presence.ts'
import { keepConnected } from './slot.ts'

type Parts = {
  /** Speaks with the app-level token. */
  readonly web: Web
  readonly connections: number
  readonly arrivals: Arrivals
  readonly clock: Clock
  readonly log: Log
}

/** Bolt receiver over several supervised Socket Mode connections. */
export type SocketReceiver = Receiver & { unready(): string | undefined }

const Opened = z.looseObject({ url: z.url({ protocol: /^wss?$/u }) })

/**
 * Why not @slack/socket-mode 3.1: about 5 s without any connection at every refresh, and unhandled rejections that
 * end the process when a reconnect fails.
 */
export function createSocketReceiver(parts: Parts): SocketReceiver {
  const { web, connections, arrivals, clock, log } = parts
  const stopping = new AbortController()
  const presence = createPresence(clock)
  const slots: Promise<void>[] = []

  const onEnvelope = (envelope: Envelope) => {
    arrivals.take(envelope.payload, {
      envelopeId: envelope.envelope_id,
      ...(envelope.retry_attempt !== undefined && { retry: envelope.retry_attempt }),
      ...(envelope.retry_reason !== undefined && { retryReason: envelope.retry_reason }),
    })
  }

  const open = async () => {
    const { url } = await web.call('apps.connections.open', {}, Opened)
    return connect(url, { clock, log, onEnvelope })
  }

  const start = () =>
    new Promise<void>((resolve, reject) => {
      let starting = true
      const onFatal = (failure: SlackFailure) => {
        if (starting) reject(new ConfigError([explain(failure)]))
        else log.error({ reason: failure.reason }, 'Slack refuses the app-level token')
        return starting
      }
      const slotParts = (slot: number) => ({
        open,
        clock,
        log: log.child({ connection: slot }),
        onFatal,
        onState: (why: string | undefined) => {
          presence.tell(slot, why)
          if (why !== undefined) return
          starting = false
          resolve()
        },
      })
      for (let slot = 1; slot <= connections; slot++)
        slots.push(keepConnected(slotParts(slot), stopping.signal))
      void Promise.all(slots).then(() => resolve())
    })

  return {
    init: (app) => arrivals.bind(app),
    start,
    stop: async () => {
      stopping.abort()
      await Promise.all(slots)
    },
    unready: presence.unready,
  }
}

function explain({ reason }: SlackFailure): string {
  return reason === 'not_allowed_token_type'
    ? 'SLACK_APP_TOKEN is not an app-level token (not_allowed_token_type): it needs one starting with xapp-, with the scope connections:write.'
    : `Slack refuses the app-level token in SLACK_APP_TOKEN (${reason}): create one under Basic Information, "App-Level Tokens", with the scope connections:write.`
}
