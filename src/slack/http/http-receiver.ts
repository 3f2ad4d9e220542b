import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Receiver } from '@slack/bolt'
import { readBody } from '../../http/read-body.ts'
import { createImpatientServer, listen, portOf, stopListening } from '../../http/listening.ts'
import type { Meter } from '../../core/meter.ts'
import type { Clock, Log } from '../../core/seams.ts'
import { ACKNOWLEDGEMENT } from '../intake/intake-metrics.ts'
import type { Arrivals } from '../intake/arrivals.ts'
import { createSeen, type Seen } from '../intake/seen.ts'
import { readContent } from './content.ts'
import { signatureProblem } from './signature.ts'

type Rules = {
  readonly path: string
  readonly signingSecret: string
  /** How long `close` goes on answering before it stops listening. */
  readonly drainMs: number
}

type Parts = {
  readonly port: number
  /** Asked for each request: they may change while it listens. */
  readonly rules: () => Rules
  readonly arrivals: Arrivals
  readonly clock: Clock
  readonly log: Log
  readonly meter: Meter
  /** How long a request may take to arrive; milliseconds, default 10,000. */
  readonly requestTimeout?: number
}

/** Bolt receiver over plain HTTP: one path for commands, interactivity and events. */
export type HttpReceiver = Receiver & {
  /** Answers on for `drainMs`, but keeps no connection alive; then stops listening. */
  close(): Promise<void>
  unready(): string | undefined
  /** The port listened on, once started. */
  port(): number | undefined
}

type Answer = { readonly status: number; readonly body?: string; readonly isLast?: boolean }

const TWICE_THE_WINDOW_MS = 10 * 60_000
/** Slack's payloads stay far below this. */
const LARGEST_BODY = 1024 * 1024

/** Why not Bolt's: it accepts signatures from the future and replays, and refuses a charset in the content type. */
export function createHttpReceiver(parts: Parts): HttpReceiver {
  const { arrivals, clock, log, requestTimeout = 10_000 } = parts
  let isClosing = false
  const replays = createSeen({ clock, ttlMs: TWICE_THE_WINDOW_MS })
  const server = createImpatientServer(requestTimeout)

  server.on('request', (request, response) => {
    const from = clock.monotonic()
    receive(request, parts, replays).then(
      (given) => {
        const ms = clock.monotonic() - from
        if (given.status === 200) parts.meter.observe(ACKNOWLEDGEMENT, {}, ms / 1000)
        return reply(response, { ...given, isLast: isClosing })
      },
      () => reply(response, { status: 400 }),
    )
  })

  return {
    init: (app) => arrivals.bind(app),
    start: async () => {
      await listen(server, { port: parts.port, setting: 'slack.http.port' })
      log.info({ port: portOf(server), path: parts.rules().path }, 'Listening for Slack')
    },
    close: async () => {
      isClosing = true
      await clock.sleep(parts.rules().drainMs)
      await stopListening(server, clock)
    },
    stop: () => stopListening(server, clock),
    unready: () => (server.listening ? undefined : 'not listening for Slack'),
    port: () => portOf(server),
  }
}

/** Who may come in, and what they are told. */
async function receive(request: IncomingMessage, parts: Parts, replays: Seen): Promise<Answer> {
  const { arrivals, clock, log } = parts
  const { path, signingSecret } = parts.rules()
  if (request.url?.split('?')[0] !== path) return { status: 404 }
  if (request.method !== 'POST') return { status: 405 }
  const bytes = await readBody(request, LARGEST_BODY)
  if (!bytes) return { status: 413 }

  const receivedAt = clock.now()
  const content = readContent(request.headers['content-type'], bytes)
  if (content.content === 'certificate-check') return { status: 200 }
  const signatures = request.headersDistinct['x-slack-signature'] ?? []
  const timestamps = request.headersDistinct['x-slack-request-timestamp'] ?? []
  const problem = signatureProblem(
    { signatures, timestamps, body: bytes },
    signingSecret,
    clock.now(),
  )
  if (problem !== undefined) return refuse(problem, log)
  if (content.content === 'junk') return { status: 400 }
  if (content.content === 'challenge') return { status: 200, body: content.challenge }

  // The same signature again is a replay (or a proxy's retry): acknowledged, without effect.
  if (replays.already(signatures)) return { status: 200 }
  setImmediate(() => arrivals.take(content.body, { receivedAt, ...retryOf(request) }))
  return { status: 200 }
}

function refuse(problem: string, log: Log): Answer {
  log.warn({ problem }, 'Request that is not from Slack refused')
  return { status: 401 }
}

function reply(response: ServerResponse, { status, body = '', isLast = false }: Answer): void {
  if (response.headersSent || response.destroyed) return
  const closing = status === 200 && !isLast ? {} : { connection: 'close' }
  response.writeHead(status, { 'content-type': 'text/plain', ...closing }).end(body)
}

function retryOf({ headers }: IncomingMessage) {
  const retry = Number(headers['x-slack-retry-num'])
  const reason = headers['x-slack-retry-reason']
  return {
    ...(Number.isInteger(retry) && { retry }),
    ...(typeof reason === 'string' && { retryReason: reason.slice(0, 40) }),
  }
}
