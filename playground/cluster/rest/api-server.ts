import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Faults } from '../faults/faults.ts'
import { strike } from '../faults/strike.ts'
import { type Attributes, refusalText, type Authorizer } from '../rbac/authorizer.ts'
import type { User } from '../rbac/user.ts'
import type { Call, Reply } from './call.ts'
import { authenticate, impersonate, type Identity } from './identify.ts'
import { readBody } from './receive.ts'
import { refuse } from './refusals.ts'
import { sendError, sendReply } from './send.ts'
import { isTrue, readTarget, type Target } from './target.ts'
import type { RequestLog } from './request-log.ts'

export type ApiServer = { readonly url: string; stop(): Promise<void> }

export type ApiParts = {
  readonly port: number
  readonly tls?: { readonly key: string; readonly cert: string }
  readonly tokens: ReadonlyMap<string, User>
  readonly authorizer: Authorizer
  readonly faults: Faults
  /** Whether it limits what may be done as somebody else: the feature gate ConstrainedImpersonation. */
  readonly constrained: boolean
  readonly log: RequestLog
  serve(call: Call): Reply
}

/** The API server on loopback: every request is identified, authorized, answered and logged. */
export async function startApiServer(parts: ApiParts): Promise<ApiServer> {
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    void handle(request, response, parts)
  }
  const { tls } = parts
  const server = tls ? createTlsServer(tls, listener) : createServer(listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(parts.port, '127.0.0.1', resolve)
  })
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${portOf(server.address())}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const portOf = (address: AddressInfo | string | null) =>
  typeof address === 'object' && address !== null ? address.port : 0

async function handle(request: IncomingMessage, response: ServerResponse, parts: ApiParts) {
  const url = request.url ?? '/'
  const [path = '/', search = ''] = url.split('?')
  const query = new URLSearchParams(search)
  const method = request.method ?? 'GET'
  const fault = parts.faults.take({ method, path: url, watch: isTrue(query.get('watch')) })
  const line = parts.log.begin(method, url, fault?.fault)
  response.on('close', () => line.end(response.headersSent ? response.statusCode : 0))
  request.on('error', () => undefined)
  const answer = async () => {
    if (fault?.fault === 'drop-impersonation') dropImpersonation(request)
    const body = await readBody(request)
    const targetOf = () => readTarget(method, path, query)
    const identity = identify(request, parts, () => attributesOf(targetOf()))
    line.identify(identity)
    const target = targetOf()
    authorize(identity.acting, target, parts.authorizer)
    return parts.serve(callOf(request, { method, target, query, identity, body }))
  }
  try {
    if (fault && (await strike(fault, { response, answer }))) return
    sendReply(response, await answer(), fault)
    if (response.headersSent) line.end(response.statusCode)
  } catch (error) {
    sendError(response, error)
  }
}

function identify(
  request: IncomingMessage,
  { tokens, authorizer, constrained }: ApiParts,
  deed: () => Attributes,
): Identity {
  const real = authenticate(request, tokens)
  const acting = { real, authorizer, deed: constrained ? deed : undefined }
  return { real, acting: impersonate(request, acting) }
}

function dropImpersonation({ headersDistinct }: IncomingMessage) {
  for (const header of Object.keys(headersDistinct))
    if (header.startsWith('impersonate-')) delete headersDistinct[header]
}

function authorize(user: User, target: Target, authorizer: Authorizer) {
  const attributes = attributesOf(target)
  if (authorizer.decide(user, attributes).allowed) return
  throw refuse.forbidden(attributes, attributes.name, refusalText(user, attributes))
}

function attributesOf({ path, isResource, ...target }: Target): Attributes {
  const { verb, group, resource, subresource, namespace, name } = target
  const wanted = { verb, group, resource, subresource, namespace, name }
  return isResource ? wanted : { ...wanted, path }
}

type Read = Pick<Call, 'method' | 'target' | 'query' | 'body'> & { readonly identity: Identity }

function callOf({ headers }: IncomingMessage, { identity, ...read }: Read): Call {
  const agent = headers['user-agent'] ?? 'unknown'
  return {
    ...read,
    user: identity.acting,
    accept: headers.accept ?? '',
    contentType: headers['content-type'] ?? 'application/json',
    manager: read.query.get('fieldManager') ?? agent.split('/')[0] ?? 'unknown',
  }
}
