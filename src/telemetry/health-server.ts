import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { listen, portOf } from '../http/listening.ts'
import type { Service } from '../core/service.ts'
import { answerMetrics } from './answer-metrics.ts'
import { answerStatus } from './answer-status.ts'
import type { Metrics } from './metrics.ts'

type Options = {
  /** 0 lets the system choose one. */
  readonly port: number
  readonly host?: string
  /** Why the program is not ready; empty when it is. */
  readonly unready: () => readonly string[]
  /** What it serves without, a line each; told where it is ready, too. */
  readonly missing?: () => readonly string[]
  /** What `/status` gives as JSON, to this machine alone. */
  readonly status?: () => Promise<unknown>
  /** What `/metrics` shows; without it there is no such page. */
  readonly metrics?: Pick<Metrics, 'contentType' | 'page'> | undefined
}

/** The port is known once started. */
export type HealthServer = Service & { port(): number | undefined }

/** `/livez` answers while the event loop turns, `/readyz` with 503 and the reasons while it cannot serve. */
export function createHealthServer(options: Options): HealthServer {
  const { port, host = '0.0.0.0', status, metrics } = options
  const server = createServer((request, response) => {
    if (status && pathOf(request) === '/status') void answerStatus(request, response, status)
    else if (metrics && pathOf(request) === '/metrics') answerMetrics(request, response, metrics)
    else answer(request, response, options)
  })
  // Slow or idle callers must not hold sockets: probes are quick.
  server.headersTimeout = 5000
  server.requestTimeout = 5000
  server.keepAliveTimeout = 1000
  return {
    name: 'health server',
    start: () => listen(server, { port, host, setting: 'health.port' }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
    unready: () => (server.listening ? undefined : 'the health server does not listen'),
    port: () => portOf(server),
  }
}

const pathOf = ({ url = '/' }: IncomingMessage) => url.split('?')[0]

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { unready, missing = () => [] }: Pick<Options, 'unready' | 'missing'>,
): void {
  const { method = 'GET' } = request
  const path = pathOf(request)
  const isReadiness = path === '/readyz'
  const reasons = isReadiness ? unready() : []
  const lines = isReadiness ? [...reasons, ...missing()] : []
  const known = path === '/livez' || path === '/readyz'
  const status = statusOf({ method, known, reasons })
  const body = {
    200: ['ok', ...lines],
    503: lines,
    404: [USAGE],
    405: [USAGE],
  }[status]
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
    .end(`${body.join('\n')}\n`)
}

const USAGE = 'only GET /livez and GET /readyz'

type Asked = {
  readonly method: string
  readonly known: boolean
  readonly reasons: readonly string[]
}

function statusOf({ method, known, reasons }: Asked): 200 | 404 | 405 | 503 {
  if (!known) return 404
  if (method !== 'GET' && method !== 'HEAD') return 405
  return reasons.length === 0 ? 200 : 503
}
