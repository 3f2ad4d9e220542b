import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { samplePod } from './sample-pod.ts'

/**
 * A program of its own: serves many pods, lists them in pages or whole, and floods the open watch on request. All
 * is made beforehand, so that it is faster than who reads it. Prints its port.
 */
const [pods = 10_000, rounds = 4] = process.argv.slice(2).map(Number)
const DIGITS = 10
const version = (number: number) => String(1_000_000_000 + number).padStart(DIGITS, '0')
const texts = Array.from({ length: pods }, (_, index) =>
  JSON.stringify(samplePod(index, version(index))),
)
const events = texts
  .slice(0, rounds > 0 ? pods : 0)
  .map((text) => Buffer.from(`{"type":"MODIFIED","object":${text}}\n`))
const behind = (key: string) => events.map((event) => event.indexOf(key) + key.length)
const versions = behind('"resourceVersion":"')
const restarts = behind('"restartCount":')
let watcher: ServerResponse | undefined

const server = createServer((request, response) => {
  const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://localhost')
  const isNew = path.startsWith(NEW)
  const pathname = isNew ? path.slice(NEW.length) : path
  if (pathname === '/flood') return void flood().then(() => response.end())
  if (pathname === '/api/v1/pods')
    return query.has('watch') ? void watch(query, response) : list(query, response)
  if (pathname === '/version') return response.end(isNew ? V1_34 : V1_31)
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(DISCOVERY[pathname] ?? { kind: 'Status', code: 404 }))
})

function list(query: URLSearchParams, response: ServerResponse): void {
  const from = Number(query.get('continue') ?? 0)
  const until = from + Number(query.get('limit') ?? pods)
  const next = until < pods ? String(until) : ''
  const items = texts.slice(from, until).join(',')
  response.setHeader('content-type', 'application/json')
  response.end(
    `{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"${version(pods)}","continue":"${next}"},"items":[${items}]}`,
  )
}

async function watch(query: URLSearchParams, response: ServerResponse): Promise<void> {
  response.setHeader('content-type', 'application/json')
  response.flushHeaders()
  if (query.has('sendInitialEvents')) await begin(response)
  watcher = response
}

/** All there is as events, and the mark behind them. */
async function begin(response: ServerResponse): Promise<void> {
  for (let from = 0; from < pods; from += 50) {
    const lines = texts
      .slice(from, from + 50)
      .map((text) => `{"type":"ADDED","object":${text}}\n`)
      .join('')
    if (!response.write(lines)) await once(response, 'drain')
  }
  const annotations = { 'k8s.io/initial-events-end': 'true' }
  const object = { kind: 'Pod', metadata: { resourceVersion: version(pods), annotations } }
  response.write(`${JSON.stringify({ type: 'BOOKMARK', object })}\n`)
}

async function flood(): Promise<void> {
  let number = pods
  for (let round = 0; round < rounds; round++) {
    for (let index = 0; index < pods; index += 50) {
      const batch = Buffer.concat(
        events.slice(index, index + 50).map((event, at) => stamp(event, index + at, ++number)),
      )
      if (watcher?.write(batch) === false) await once(watcher, 'drain')
    }
  }
}

/** Every event changes something that detectors read: what is all the same could be passed over. */
function stamp(event: Buffer, index: number, number: number): Buffer {
  event.write(version(number), versions[index] ?? 0, 'latin1')
  event.write(String(Math.floor(number / pods) % 10), restarts[index] ?? 0, 'latin1')
  return event
}

/** Below this path it is a server that begins watches with all there is. */
const NEW = '/new'
const V1_31 = JSON.stringify({ gitVersion: 'v1.31.0' })
const V1_34 = JSON.stringify({ gitVersion: 'v1.34.0' })

const DISCOVERY: Readonly<Record<string, unknown>> = {
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/apis': { kind: 'APIGroupList', groups: [] },
  '/api/v1': {
    resources: [
      {
        name: 'pods',
        singularName: 'pod',
        namespaced: true,
        kind: 'Pod',
        verbs: ['get', 'list', 'watch'],
      },
    ],
  },
}

server.listen(0, '127.0.0.1', () => {
  const address: AddressInfo | string | null = server.address()
  console.log(typeof address === 'object' ? address?.port : undefined)
})
