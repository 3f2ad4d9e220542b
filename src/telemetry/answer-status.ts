import type { IncomingMessage, ServerResponse } from 'node:http'
import { redactSecrets } from './redact-secrets.ts'

const LOCAL_PEER = /^(?:127\.|::1$|::ffff:127\.)/
/** A page of another site that a browser loads under a name of its own is not meant, wherever that name leads. */
const LOCAL_NAME = /^(?:127(?:\.\d+){3}|localhost|\[::1\])(?::\d+)?$/

/**
 * How the bot is, as JSON. It names clusters and what ails them, so it is told to this machine (in a pod: to whoever
 * may exec or forward a port into it) and to nobody else who reaches the port.
 */
export async function answerStatus(
  { method = 'GET', headers, socket }: IncomingMessage,
  response: ServerResponse,
  status: () => Promise<unknown>,
): Promise<void> {
  const isLocal = LOCAL_PEER.test(socket.remoteAddress ?? '') && LOCAL_NAME.test(headers.host ?? '')
  if (!isLocal) return refuse(response, 403, 'the status is told on 127.0.0.1 only')
  if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405, 'only GET /status')
  try {
    const body = `${redactSecrets(JSON.stringify(await status()))}\n`
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(body)
  } catch {
    refuse(response, 500, 'the status cannot be told')
  }
}

function refuse(response: ServerResponse, code: number, why: string): void {
  response.writeHead(code, { 'content-type': 'text/plain; charset=utf-8' }).end(`${why}\n`)
}
