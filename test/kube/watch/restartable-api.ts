import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type RestartableApi = {
  readonly url: string
  /** What was asked since the last restart: `list widgets3`, `watch widgets3`. */
  asked(): readonly string[]
  /** So many lists were under way at once, at most. */
  mostLists(): number
  watchers(): number
  stop(): Promise<void>
  /** On the same port, with all objects and nothing remembered of their history. */
  start(): Promise<void>
  /** Changes one object while nobody watches. */
  change(): void
}

/** How long a list takes, so that several could meet. */
const LIST_MS = 15
const OBJECTS = 5

/** An API server of many kinds that goes away and comes back, as in an upgrade. */
export function restartableApi(kinds: readonly string[]): RestartableApi {
  let server = createServer()
  let port = 0
  let oldest = 100
  let changed = 1
  let asked: string[] = []
  let lists = 0
  let mostLists = 0
  const watching = new Set<ServerResponse>()

  const object = (kind: string, index: number) => ({
    metadata: {
      name: `${kind}-${index}`,
      namespace: 'shop',
      uid: `${kind}-${index}`,
      resourceVersion: String(index === 0 && kind === kinds[0] ? changed : 1),
    },
  })
  const list = (kind: string, response: ServerResponse) => {
    lists++
    mostLists = Math.max(mostLists, lists)
    const items = Array.from({ length: OBJECTS }, (_, index) => object(kind, index))
    setTimeout(() => {
      lists--
      response.end(JSON.stringify({ metadata: { resourceVersion: String(oldest) }, items }))
    }, LIST_MS)
  }
  const watch = (from: number, response: ServerResponse) => {
    response.writeHead(200)
    if (from < oldest)
      return response.end(`${JSON.stringify({ type: 'ERROR', object: { code: 410 } })}\n`)
    response.flushHeaders()
    watching.add(response)
    return response.on('close', () => watching.delete(response))
  }
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const known = discovery(kinds)[pathname]
    if (known) return response.end(JSON.stringify(known))
    const kind = pathname.split('/').at(-1) ?? ''
    const isWatch = searchParams.has('watch')
    asked.push(`${isWatch ? 'watch' : 'list'} ${kind}`)
    return isWatch
      ? watch(Number(searchParams.get('resourceVersion')), response)
      : list(kind, response)
  }
  return {
    get url() {
      return `http://127.0.0.1:${port}`
    },
    asked: () => asked,
    mostLists: () => mostLists,
    watchers: () => watching.size,
    change: () => void changed++,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      watching.clear()
    },
    async start() {
      asked = []
      mostLists = 0
      oldest += 100
      server = createServer((request, response) => void serve(request, response))
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
      const address: AddressInfo | string | null = server.address()
      port = typeof address === 'object' ? (address?.port ?? 0) : 0
    },
  }
}

const discovery = (kinds: readonly string[]): Readonly<Record<string, unknown>> => ({
  '/version': { gitVersion: 'v1.31.0' },
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/apis': { kind: 'APIGroupList', groups: [] },
  '/api/v1': {
    resources: kinds.map((name) => ({
      name,
      singularName: '',
      namespaced: true,
      kind: name.toUpperCase(),
      verbs: ['get', 'list', 'watch'],
    })),
  },
})
