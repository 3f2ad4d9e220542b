import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from '../http/read-body.ts'
import { createImpatientServer, listen, portOf, stopListening } from '../http/listening.ts'
import type { Alert } from '../core/alert.ts'
import { UnavailableError } from '../core/errors.ts'
import type { Clock, Log } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import { isBearer } from './bearer.ts'
import type { ClusterNaming } from './cluster-naming.ts'
import type { LeftOutAlerts } from './left-out.ts'
import { type Heard, readWebhook } from './webhook.ts'

type Parts = {
  /** 0 lets the system choose one. */
  readonly port: number
  /** Asked for each request: they may change while it listens. Undefined: nothing is taken yet. */
  readonly rules: () => IntakeRules | undefined
  /** Durable when it resolves. Throws UnavailableError while they cannot be kept. */
  readonly keep: (alerts: readonly Alert[]) => Promise<void>
  /** What is not taken is remembered there. */
  readonly leftOut?: Pick<LeftOutAlerts, 'note'>
  readonly clock: Clock
  readonly log: Log
  /** How long a request may take to arrive; milliseconds, default 10,000. */
  readonly requestTimeout?: number
}

export type IntakeRules = {
  /** What an Alertmanager has to know. */
  readonly token: string
  readonly naming: ClusterNaming
}

/** The port is known once started. */
export type AlertIntake = Service & { port(): number | undefined }

type Answer = { readonly status: number; readonly body: string }

/** Where alerts are taken. */
export const PATH = '/alertmanager'
const LARGEST_BODY = 8 * 1024 * 1024
/** An Alertmanager holds one or two. */
const MOST_CONNECTIONS = 64

/** Takes Alertmanager's webhook: says 200 once the alerts are kept, so that it sends again whatever was not. */
export function createAlertIntake(parts: Parts): AlertIntake {
  const { log, requestTimeout = 10_000 } = parts
  const server = createImpatientServer(requestTimeout)
  server.maxConnections = MOST_CONNECTIONS
  server.on('request', (request, response) => {
    receive(request, parts).then(
      (answer) => reply(response, answer),
      (error: unknown) => reply(response, failed(error, log)),
    )
  })
  return {
    name: 'alert intake',
    start: async () => {
      await listen(server, { port: parts.port, setting: 'notifications.alertmanager.port' })
      log.info({ port: portOf(server), path: PATH }, 'listening for Alertmanager')
    },
    stop: () => stopListening(server, parts.clock),
    unready: () => (server.listening ? undefined : 'not listening for Alertmanager'),
    port: () => portOf(server),
  }
}

/** Who may come in, and what they are told. Nobody unknown gets a byte of a body read. */
async function receive(request: IncomingMessage, parts: Parts): Promise<Answer> {
  if (request.url?.split('?')[0] !== PATH) return { status: 404, body: `only POST ${PATH}` }
  if (request.method !== 'POST') return { status: 405, body: `only POST ${PATH}` }
  const rules = parts.rules()
  if (!rules) return { status: 503, body: 'no alerts are taken yet: send them again' }
  const { token, naming } = rules
  if (!isBearer(request.headersDistinct['authorization'] ?? [], token)) {
    parts.log.warn({}, 'request without the token of Alertmanager refused')
    return { status: 401, body: 'this needs the bearer token that the bot was given' }
  }
  const bytes = await readBody(request, LARGEST_BODY)
  if (!bytes) return { status: 413, body: `more than ${LARGEST_BODY} bytes` }
  const heard = readWebhook(bytes.toString('utf8'), naming, parts.clock.now())
  return typeof heard === 'string' ? refused(heard, parts) : keep(heard, parts)
}

function refused(why: string, { log }: Parts): Answer {
  log.warn({ why }, 'request of Alertmanager cannot be read')
  return { status: 400, body: why }
}

async function keep(heard: Heard, parts: Parts): Promise<Answer> {
  const { keep: keepAlerts, log, leftOut, clock } = parts
  const { alerts, unserved, malformed, truncated } = heard
  if (alerts.length > 0) await keepAlerts(alerts)
  leftOut?.note(heard, clock.now())
  if (unserved.size > 0)
    log.warn({ clusters: Object.fromEntries(unserved) }, 'alerts of clusters that are not served')
  if (malformed > 0 || truncated > 0)
    log.warn({ malformed, truncated }, 'alerts that could not be taken')
  const left = [...unserved.values()].reduce((sum, count) => sum + count, malformed)
  return { status: 200, body: `${alerts.length} kept, ${left} left out` }
}

function failed(error: unknown, log: Log): Answer {
  if (error instanceof UnavailableError) {
    log.warn({ err: error }, 'alerts cannot be kept now')
    return { status: 503, body: 'the alerts cannot be kept now: send them again' }
  }
  // The sender broke off, or something nobody foresaw: it sends again in either case.
  log.error({ err: error }, 'request of Alertmanager broke')
  return { status: 500, body: 'that broke: send it again' }
}

function reply(response: ServerResponse, { status, body }: Answer): void {
  if (response.headersSent || response.destroyed) return
  const more = {
    ...(status === 200 ? {} : { connection: 'close' }),
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    ...(status === 405 && { allow: 'POST' }),
  }
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...more })
  response.end(`${body}\n`)
}
