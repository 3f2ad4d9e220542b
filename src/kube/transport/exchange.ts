import type { Dispatcher } from 'undici'
import type { Credential } from '../credentials/credentials.ts'
import type { Call, Trip } from './call.ts'
import { HttpFailure, Status, WireFailure, wireFailure } from './failure.ts'
import type { Wire } from './wire.ts'

/** A page of 500 pods is about 2 MB. */
const MAX_BODY = 64 * 1024 * 1024
const MAX_ERROR_BODY = 256 * 1024

export type Answer = {
  readonly body: Dispatcher.ResponseData['body']
  readonly auditId: string | undefined
  readonly statusCode: number
  /** What time it is there, to the second. */
  readonly at?: Date | undefined
}
export type Exchange = (trip: Trip, credential: Credential) => Promise<Answer>

/** One attempt: sends a call and returns its 2xx answer with the body unread; anything else is a failure. */
export function createExchange(wire: Wire, server: string, userAgent: string): Exchange {
  const { origin, pathname } = new URL(server)
  const base = pathname.replace(/\/$/, '')
  return async ({ call, caller, signal, traceparent }, credential) => {
    const response = await wire
      .dispatcher(credential)
      .request({
        origin,
        path: `${base}${call.path}${queryString(call.query)}`,
        method: call.method,
        headers: [
          ...ownHeaders(call, credential, userAgent),
          ...(traceparent === undefined ? [] : ['traceparent', traceparent]),
          ...caller.headers,
        ],
        body: call.body === undefined ? null : JSON.stringify(call.body),
        signal,
      })
      .catch((error: unknown) => {
        throw wireFailure(error)
      })
    response.body.on('error', () => {}) // whoever reads sees it; nobody reading must not end the process
    if (response.statusCode < 300) {
      const { headers, body, statusCode } = response
      const at = readDate(single(headers['date']))
      return { body, statusCode, auditId: single(headers['audit-id']), at }
    }
    throw await readFailure(response)
  }
}

/** The whole body, at most 64 MiB, as JSON. */
export async function readJson(body: Answer['body']): Promise<unknown> {
  const { bytes, whole, broken } = await readUpTo(body, MAX_BODY)
  if (broken) throw broken
  if (!whole) throw new WireFailure('too-large')
  const json = parseJson(bytes)
  if (json === undefined) throw new WireFailure('unreadable')
  return json
}

/** At most `limit` bytes; reading stops there and the connection is given up. */
export async function readUpTo(
  body: Answer['body'],
  limit: number,
): Promise<{ bytes: Buffer; whole: boolean; broken?: WireFailure }> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      const bytes = toBuffer(chunk)
      chunks.push(bytes)
      size += bytes.length
      if (size > limit) return { bytes: Buffer.concat(chunks).subarray(0, limit), whole: false }
    }
  } catch (error) {
    return { bytes: Buffer.concat(chunks), whole: false, broken: wireFailure(error) }
  }
  return { bytes: Buffer.concat(chunks), whole: true }
}

function ownHeaders(call: Call, credential: Credential, userAgent: string): string[] {
  const headers = ['accept', call.accept ?? 'application/json', 'user-agent', userAgent]
  if (credential.authorization) headers.push('authorization', credential.authorization)
  if (call.body !== undefined) headers.push('content-type', call.contentType ?? 'application/json')
  return headers
}

function queryString(query: Call['query'] = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

async function readFailure(response: Dispatcher.ResponseData): Promise<HttpFailure> {
  const { bytes } = await readUpTo(response.body, MAX_ERROR_BODY)
  const status = Status.safeParse(parseJson(bytes))
  const seconds = Number(single(response.headers['retry-after']) ?? Number.NaN)
  const retryAfter = Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
  return new HttpFailure(response.statusCode, status.data, retryAfter)
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

function readDate(header: string | undefined): Date | undefined {
  const at = header === undefined ? undefined : new Date(header)
  return at && Number.isFinite(at.getTime()) ? at : undefined
}

const toBuffer = (chunk: unknown) => (Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)))

const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)
