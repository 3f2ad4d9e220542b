import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import type { EmbeddedCluster } from '../../playground/cluster/embedded-cluster.ts'

export type PodStorm = {
  readonly url: string
  /** Every pod crashes, each of an owner of its own, all in the same rounds; resolves when all is told. */
  rage(pods: number, rounds: number, ms: number): Promise<void>
  stop(): Promise<void>
}

const TICK_MS = 25

/** An embedded cluster whose pods are of another making: as many as it takes, and told as fast as it takes. */
export async function podStorm(cluster: EmbeddedCluster): Promise<PodStorm> {
  const watches = new Set<ServerResponse>()
  const pass = passingTo(cluster)
  let revision = 1000
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://storm')
    if (request.method !== 'GET' || pathname !== '/api/v1/pods') return pass(request, response)
    response.writeHead(200, { 'content-type': 'application/json' })
    if (!searchParams.has('watch')) return void response.end(emptyList(revision))
    response.flushHeaders()
    watches.add(response)
    return void response.on('close', () => watches.delete(response))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the storm does not listen')

  return {
    url: `http://127.0.0.1:${address.port}`,
    rage: (pods, rounds, ms) =>
      atPace({ all: pods * rounds, ms }, (from, to) => {
        const lines = Array.from({ length: to - from }, (_, i) =>
          lineOf((from + i) % pods, Math.floor((from + i) / pods), String(++revision)),
        )
        for (const watch of watches) watch.write(lines.join(''))
      }),
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => void server.close(resolve))
    },
  }
}

/** Everything else is the cluster's. */
const passingTo =
  (cluster: EmbeddedCluster) => (request: IncomingMessage, response: ServerResponse) => {
    // One header for each group: put together they would be one group.
    const { method, headersDistinct, url = '/' } = request
    const { host: _, ...headers } = headersDistinct
    const on = ask(`${cluster.url}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
      response.on('close', () => answer.destroy())
    })
    on.on('error', () => response.destroy())
    request.pipe(on)
  }

type Pace = { readonly all: number; readonly ms: number }

/** Tells of all, evenly within that time; `tell` gets those from one number to before another. */
async function atPace({ all, ms }: Pace, tell: (from: number, to: number) => void): Promise<void> {
  const begun = performance.now()
  for (let told = 0; told < all;) {
    await new Promise((resolve) => void setTimeout(resolve, TICK_MS))
    const due = Math.min(all, Math.ceil((all * (performance.now() - begun)) / ms))
    if (due > told) tell(told, due)
    told = due
  }
}

const emptyList = (revision: number) =>
  JSON.stringify({
    kind: 'PodList',
    apiVersion: 'v1',
    metadata: { resourceVersion: String(revision) },
    items: [],
  })

/** One event of a pod's life: it is made, it starts, and then it ends again and again. */
function lineOf(pod: number, round: number, resourceVersion: string): string {
  const name = `app-${pod}-5f6c-x2x4k`
  const object = {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      name,
      namespace: `team-${pod % 20}`,
      uid: `uid-${name}`,
      resourceVersion,
      creationTimestamp: '2026-03-02T10:00:00Z',
      labels: { app: `app-${pod}` },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: `app-${pod}-5f6c`,
          uid: `uid-set-${pod}`,
          controller: true,
        },
      ],
    },
    spec: { nodeName: 'node-1', containers: [{ name: 'app', image: 'registry.example/app:1.5' }] },
    status: statusOf(round),
  }
  return `${JSON.stringify({ type: round === 0 ? 'ADDED' : 'MODIFIED', object })}\n`
}

function statusOf(round: number) {
  if (round === 0) return { phase: 'Pending' }
  const crashed = { terminated: { exitCode: 1, reason: 'Error' } }
  const state = round % 2 === 0 ? { waiting: { reason: 'CrashLoopBackOff' } } : { running: {} }
  const container = { name: 'app', restartCount: round - 1, ready: false, state }
  return {
    phase: 'Running',
    containerStatuses: [{ ...container, ...(round > 1 && { lastState: crashed }) }],
  }
}
