import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Metrics } from './metrics.ts'

/** `/metrics`: the page as Prometheus reads it. */
export function answerMetrics(
  { method = 'GET' }: IncomingMessage,
  response: ServerResponse,
  { contentType, page }: Pick<Metrics, 'contentType' | 'page'>,
): void {
  const say = (status: number, body: string, type = 'text/plain; charset=utf-8') =>
    void response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
  if (method !== 'GET') return say(405, 'only GET\n')
  page().then(
    (text) => say(200, text, contentType),
    () => say(500, 'the numbers cannot be written down\n'),
  )
}
