import type { ServerResponse } from 'node:http'
import { extname } from 'node:path'
import type { ActionProblem } from './page-wire.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** One of the page's own files. */
export function sendFile(response: ServerResponse, path: string, body: Uint8Array): void {
  response.writeHead(200, {
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    'content-length': body.byteLength,
    'cache-control': path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-store',
  })
  response.end(body)
}

/** Why something was not done. */
export function sendProblem(response: ServerResponse, status: number, problem: string): void {
  const body: ActionProblem = { problem }
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
