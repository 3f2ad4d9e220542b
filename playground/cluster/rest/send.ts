import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Fault } from '../faults/faults.ts'
import type { Reply, Sink } from './call.ts'
import { StatusError } from './status-error.ts'

const COMMON = { 'cache-control': 'no-cache, private' } as const

/** Writes an answer; a watch or a log that follows stays open. */
export function sendReply(response: ServerResponse, reply: Reply, fault?: Fault): void {
  if (reply.reply === 'stream') {
    response.writeHead(200, headers(reply.contentType))
    response.flushHeaders()
    return reply.start(sinkOf(response, fault))
  }
  const text = fault?.fault === 'truncate' ? reply.text.slice(0, reply.text.length / 2) : reply.text
  response.writeHead(reply.code, headers(reply.reply === 'json' ? JSON_TYPE : 'text/plain'))
  response.end(text)
}

/** Writes a refusal as a Status; what is not one is our own bug and says so with 500. */
export function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy()
  const known =
    error instanceof StatusError ? error : new StatusError([500, 'InternalError'], String(error))
  const retry = known.details?.retryAfterSeconds
  response.writeHead(known.code, {
    ...headers(JSON_TYPE),
    ...(retry !== undefined && { 'retry-after': String(retry) }),
  })
  response.end(JSON.stringify(known.status))
}

const JSON_TYPE = 'application/json'
const headers = (contentType: string) => ({
  ...COMMON,
  'audit-id': randomUUID(),
  'content-type': contentType,
})

function sinkOf(response: ServerResponse, fault: Fault | undefined): Sink {
  let written = 0
  const cutAfter = fault?.fault === 'cut-watch' ? fault.after : Number.POSITIVE_INFINITY
  if (cutAfter === 0) setImmediate(() => response.destroy())
  return {
    write(text) {
      if (response.writableEnded || response.destroyed) return
      written += 1
      if (written <= cutAfter) return void response.write(text)
      response.write(text.slice(0, text.length / 2), () => response.destroy())
    },
    end: () => void response.end(),
    onClose: (run) => void response.once('close', run),
  }
}
