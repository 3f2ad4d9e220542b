import type { ServerResponse } from 'node:http'
import type { JsonObject } from '../block-kit/json.ts'
import { randomHex } from '../random-id.ts'
import type { Strike } from './next-fault.ts'

/** An HTTP answer before it is written. */
export type Answer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
  /** Instead of answering. */
  readonly instead?: 'hang' | 'reset'
}

export const ok = (body: JsonObject): Answer => json(200, { ok: true, ...body })

export const refused = (error: string, details: JsonObject = {}): Answer =>
  json(200, { ok: false, error, ...details })

export function rateLimited(retryAfter: number | undefined): Answer {
  const { body, headers } = refused('ratelimited')
  const wait = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
  return { status: 429, body, headers: { ...headers, ...wait } }
}

/** What a planned fault makes of a call. */
export function faulty(fault: Strike): Answer {
  switch (fault.fault) {
    case 'status':
      return { status: fault.status, body: 'upstream error' }
    case 'rate-limited':
      return rateLimited(fault.retryAfter)
    case 'html':
      return {
        status: 200,
        headers: { 'content-type': 'text/html' },
        body: '<!doctype html><title>Slack is having trouble</title>',
      }
    case 'error':
      return refused(fault.error)
    case 'hang':
    case 'reset':
      return { status: 0, body: '', instead: fault.fault }
  }
}

/** Writes the answer, or does what happens instead. */
export function write(response: ServerResponse, answer: Answer): void {
  if (answer.instead === 'hang') return
  if (answer.instead === 'reset') return void response.destroy()
  const headers = { 'x-slack-req-id': randomHex(16), ...answer.headers }
  response.writeHead(answer.status, headers).end(answer.body)
}

const json = (status: number, body: JsonObject): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body),
})
