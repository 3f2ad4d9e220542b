import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Seen = {
  readonly method: string
  readonly url: string
  readonly path: string
  readonly query: URLSearchParams
  /** Every value of a header, in order, as it came over the wire. */
  header(name: string): string[]
  readonly body: string
}
/** Answers, or returns false to leave it to the usual answers. */
export type Handler = (seen: Seen, response: ServerResponse) => boolean | void | Promise<void>

export type KubeServer = {
  readonly url: string
  /** What came in beside the self-test. */
  readonly seen: Seen[]
  readonly all: Seen[]
  /** From now on asked first. */
  on(handler: Handler): void
  connections(): number
  /** Sockets that are open now. */
  open(): number
  /** Resolves when a request with this path has come in. */
  arrived(path: string): Promise<Seen>
  /** Goes away as a crashed server does. */
  stop(): void
  close(): Promise<void>
}

/** A small API server on a real socket. It says who is asking, serves some discovery, and does as it is told. */
export async function kubeServer(): Promise<KubeServer> {
  const handlers: Handler[] = [usual]
  const all: Seen[] = []
  const seen: Seen[] = []
  const waiting = new Set<(one: Seen) => void>()
  let connections = 0
  let open = 0
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    response.on('error', () => {})
    const one = await read(request)
    all.push(one)
    if (!isSelfTest(one)) seen.push(one)
    for (const tell of waiting) tell(one)
    for (const handler of handlers) if (handler(one, response) !== false) return
  }
  const server = createServer((request, response) => void serve(request, response))
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  server.on('connection', (socket) => {
    connections++
    open++
    socket.on('close', () => open--)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address: AddressInfo | string | null = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    all,
    on: (handler) => void handlers.unshift(handler),
    connections: () => connections,
    open: () => open,
    arrived(path) {
      const already = all.find((one) => one.path === path)
      if (already) return Promise.resolve(already)
      const { promise, resolve } = Promise.withResolvers<Seen>()
      waiting.add((one) => {
        if (one.path === path) resolve(one)
      })
      return promise
    },
    stop,
    async close() {
      if (!server.listening) return
      const closed = once(server, 'close')
      stop()
      await closed
    },
  }
}

/** A status code, with headers where they matter. */
type Head = number | { readonly status: number; readonly headers: Readonly<Record<string, string>> }

/** Sends JSON. */
export function answer(response: ServerResponse, head: Head, body: unknown): void {
  const { status, headers } = typeof head === 'number' ? { status: head, headers: {} } : head
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

/** Sends a Status, as an API server says no. */
export function refuse(
  response: ServerResponse,
  head: Head,
  status: Readonly<Record<string, unknown>> = {},
): void {
  answer(response, head, { kind: 'Status', apiVersion: 'v1', status: 'Failure', ...status })
}

async function read(request: IncomingMessage): Promise<Seen> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  const url = new URL(request.url ?? '/', 'http://localhost')
  return {
    method: request.method ?? '',
    url: request.url ?? '',
    path: url.pathname,
    query: url.searchParams,
    header: (name) => headerValues(request.rawHeaders, name),
    body,
  }
}

function headerValues(raw: readonly string[], name: string): string[] {
  return raw.filter((_, i) => i % 2 === 1 && raw[i - 1]?.toLowerCase() === name.toLowerCase())
}

const isSelfTest = (one: Seen) =>
  one.header('impersonate-extra-request-id')[0] === 'self-test' ||
  one.header('impersonate-user').length === 0

const resource = (name: string, kind: string, more: Readonly<Record<string, unknown>> = {}) => ({
  name,
  singularName: '',
  namespaced: true,
  kind,
  verbs: ['get', 'list', 'patch'],
  ...more,
})

const DISCOVERY: Readonly<Record<string, unknown>> = {
  '/version': { gitVersion: 'v1.20.2' },
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/api/v1': {
    resources: [
      resource('pods', 'Pod', { shortNames: ['po'] }),
      resource('pods/log', 'Pod'),
      resource('events', 'Event', { shortNames: ['ev'] }),
      resource('nodes', 'Node', { namespaced: false, shortNames: ['no'] }),
    ],
  },
  '/apis': {
    kind: 'APIGroupList',
    groups: [
      { name: 'apps', versions: [{ version: 'v1' }], preferredVersion: { version: 'v1' } },
      { name: 'authentication.k8s.io', versions: [{ version: 'v1' }] },
    ],
  },
  '/apis/apps/v1': {
    resources: [
      resource('deployments', 'Deployment', { shortNames: ['deploy'] }),
      resource('deployments/scale', 'Scale'),
    ],
  },
  '/apis/authentication.k8s.io/v1': {
    resources: [resource('selfsubjectreviews', 'SelfSubjectReview', { namespaced: false })],
  },
}

const usual: Handler = (one, response) => {
  if (one.path.endsWith('/selfsubjectreviews')) {
    const username = one.header('impersonate-user')[0] ?? 'bot'
    const groups = [...one.header('impersonate-group'), 'system:authenticated']
    return answer(response, 201, { status: { userInfo: { username, groups } } })
  }
  if (one.path.endsWith('/selfsubjectrulesreviews')) {
    return answer(response, 201, { status: { resourceRules: [] } })
  }
  const known = DISCOVERY[one.path]
  return known
    ? answer(response, 200, known)
    : refuse(response, 404, { message: 'the server could not find the requested resource' })
}
