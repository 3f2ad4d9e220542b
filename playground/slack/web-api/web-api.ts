import type { IncomingMessage, ServerResponse } from 'node:http'
import type { JsonObject } from '../block-kit/json.ts'
import { parseJson } from '../block-kit/json.ts'
import type { PlannedFaults } from '../faults.ts'
import type { Traffic } from '../traffic.ts'
import type { Answer } from './answer.ts'
import { faulty, ok, rateLimited, refused, write } from './answer.ts'
import { ApiError } from './api-error.ts'
import type { Access } from './check-token.ts'
import { checkToken } from './check-token.ts'
import type { Method, MethodContext } from './define-method.ts'
import { methods } from './methods/index.ts'
import { nextFault } from './next-fault.ts'
import type { RateLimits } from './rate-limits.ts'
import type { Body } from './read-body.ts'
import { readBytes, readFields } from './read-body.ts'

type Parts = {
  readonly context: MethodContext
  readonly access: Access
  readonly faults: PlannedFaults
  readonly traffic: Traffic
  /** Absent: no limits. */
  readonly rateLimits: RateLimits | undefined
}

type Call = { readonly name: string; readonly header: string | undefined; readonly body: Body }

/** Serves `POST /api/METHOD` as Slack's Web API does. */
export function createWebApi(parts: Parts) {
  const byName = new Map(methods.map((method) => [method.name, method]))
  return async (request: IncomingMessage, response: ServerResponse, name: string) => {
    const bytes = await readBytes(request)
    const read = await readFields(bytes, request.headers['content-type'] ?? '')
    const body = { ...read, fields: { ...queryOf(request), ...read.fields } }
    const sent = body.fields
    const end = parts.traffic.begin({ kind: 'api-call', direction: 'to-slack', name, sent })
    const call = { name, header: request.headers.authorization, body }
    const answer = await perform(parts, byName.get(name), call)
    end(summary(answer))
    write(response, { ...answer, headers: { ...answer.headers, ...grantedTo(call, parts) } })
  }
}

async function perform(parts: Parts, method: Method | undefined, call: Call): Promise<Answer> {
  const channel = channelOf(call.body.fields)
  const { clock } = parts.context.world
  const fault = await nextFault(parts.faults, clock, { method: call.name, channel })
  const stored = fault !== undefined && 'stored' in fault && fault.stored
  if (fault && !stored) return faulty(fault)
  const answer = allowed(parts, method, call)
  return fault ? faulty(fault) : answer
}

function allowed(parts: Parts, method: Method | undefined, { name, header, body }: Call): Answer {
  try {
    if (!method) return refused('unknown_method', { req_method: name })
    const field = body.kind === 'form' ? body.fields['token'] : undefined
    checkToken(method, { header, field }, parts.access)
    if (body.problem) return refused(body.problem)
    const wait = parts.rateLimits?.(method.tier, limitKey(method, body.fields))
    if (wait !== undefined) return rateLimited(wait)
    return ok(withWarnings(method.run(body.fields, parts.context), body.warnings))
  } catch (error) {
    if (error instanceof ApiError) return refused(error.code, error.details)
    throw error
  }
}

/** What Slack says of the token with each answer. */
function grantedTo({ header }: Call, { access }: Parts): Readonly<Record<string, string>> {
  const isApp = header?.endsWith(access.credentials.appToken)
  const scopes = isApp ? ['connections:write'] : [...access.botScopes]
  return header === undefined ? {} : { 'x-oauth-scopes': scopes.join(',') }
}

const limitKey = ({ name, tier }: Method, fields: JsonObject) =>
  tier === 'post' ? `${name} ${channelOf(fields)}` : name

function channelOf(fields: JsonObject): string {
  const channel = fields['channel'] ?? fields['channel_id']
  return typeof channel === 'string' ? channel : ''
}

const withWarnings = (answer: JsonObject, warnings: readonly string[]): JsonObject =>
  warnings.length === 0
    ? answer
    : { warning: warnings.join(','), response_metadata: { warnings }, ...answer }

const queryOf = (request: IncomingMessage) =>
  Object.fromEntries(new URL(request.url ?? '/', 'http://slack').searchParams)

function summary({ status, body, instead }: Answer) {
  if (instead) return { outcome: instead, failed: true, answered: undefined }
  const answered = parseJson(body) ?? body
  const error = /"error":"(\w+)"/.exec(body)?.[1]
  if (status !== 200) return { outcome: String(status), failed: true, answered }
  return { outcome: error ?? 'ok', failed: error !== undefined || !body.startsWith('{'), answered }
}
