import type { ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'
import type { Keeping, WatchedChange } from '../../src/core/watched.ts'
import { ClusterSettings } from '../../src/kube/settings.ts'
import { createWatching, type WatchingParts } from '../../src/kube/watch/watching.ts'
import { type FakeLog, fakeLog } from './fake-log.ts'
import { type KubeClock, kubeClock } from './kube-clock.ts'
import { answer, type KubeServer, kubeServer, type Seen } from './kube-server.ts'
import { kubeconfig } from './kube-session.ts'
import { noMeter } from '../../src/core/meter.ts'
import { until } from './patience.ts'

export const PODS_PATH = '/api/v1/pods'
export const KEEP_PODS: Keeping = {
  group: '',
  resource: 'pods',
  paths: ['spec.nodeName', 'status.phase'],
}

type Pod = {
  readonly metadata: {
    readonly name: string
    readonly uid: string
    readonly resourceVersion: string
  }
}

/** Answers in place of the usual list or watch. */
export type Instead = (seen: Seen, response: ServerResponse) => void

export type PodsApi = {
  /** What was asked, in order: `list`, `watch 12`. */
  readonly asked: string[]
  put(name: string, more?: Readonly<Record<string, unknown>>): void
  remove(name: string): void
  /** Changes that no watch tells. */
  quietly(change: () => void): void
  instead(of: 'list' | 'watch', times: number, answer: Instead): void
  /** Writes into every open watch. */
  say(text: string): void
  bookmark(): void
  /** Ends every open watch: as told, or by a reset. */
  end(how?: 'cleanly' | 'by reset'): void
  watchers(): number
  revision(): number
}

/** The pods of a small API server: lists in pages, watches, and whatever goes wrong with them. */
function podsApi(server: KubeServer): PodsApi {
  const pods = new Map<string, Pod>()
  const open = new Set<ServerResponse>()
  const history: { readonly revision: number; readonly line: string }[] = []
  const asked: string[] = []
  const queued: { readonly of: string; left: number; readonly answer: Instead }[] = []
  let revision = 10
  let uids = 0
  let isQuiet = false

  const say = (text: string) => {
    for (const response of open) response.write(text)
  }
  const tell = (type: string, object: unknown) => {
    const line = `${JSON.stringify({ type, object })}\n`
    history.push({ revision, line })
    if (!isQuiet) say(line)
  }
  const list: Instead = ({ query }, response) => {
    const all = [...pods.values()]
    const from = Number(query.get('continue') ?? 0)
    const limit = Number(query.get('limit') ?? all.length)
    const next = from + limit < all.length ? String(from + limit) : ''
    const metadata = { resourceVersion: String(revision), continue: next }
    answer(response, 200, { metadata, items: all.slice(from, from + limit) })
  }
  const watch: Instead = ({ query }, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.flushHeaders()
    const from = Number(query.get('resourceVersion'))
    for (const event of history) if (event.revision > from) response.write(event.line)
    open.add(response)
    response.on('close', () => open.delete(response))
  }
  server.on((seen, response) => {
    if (!seen.path.endsWith('/pods')) return false
    const what = seen.query.has('watch') ? 'watch' : 'list'
    asked.push(what === 'watch' ? `watch ${seen.query.get('resourceVersion')}` : 'list')
    const one = queued.find(({ of, left }) => of === what && left > 0)
    if (one) {
      one.left--
      return one.answer(seen, response)
    }
    return what === 'watch' ? watch(seen, response) : list(seen, response)
  })
  return {
    asked,
    put(name, more = {}) {
      const before = pods.get(name)
      const uid = before?.metadata.uid ?? `uid-${++uids}`
      const metadata = { name, namespace: 'shop', uid, resourceVersion: String(++revision) }
      const pod = { metadata, spec: { nodeName: 'node-1' }, status: { phase: 'Running' }, ...more }
      pods.set(name, pod)
      tell(before ? 'MODIFIED' : 'ADDED', pod)
    },
    remove(name) {
      const pod = pods.get(name)
      pods.delete(name)
      if (!pod) return
      tell('DELETED', {
        ...pod,
        metadata: { ...pod.metadata, resourceVersion: String(++revision) },
      })
    },
    quietly(change) {
      isQuiet = true
      change()
      isQuiet = false
    },
    instead: (of, times, how) => void queued.push({ of, left: times, answer: how }),
    say,
    bookmark() {
      say(`{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"${++revision}"}}}\n`)
    },
    end(how = 'cleanly') {
      for (const response of open) {
        if (how === 'cleanly') response.end()
        else response.socket?.resetAndDestroy()
      }
      open.clear()
    },
    watchers: () => open.size,
    revision: () => revision,
  }
}

export type WatchRig = {
  readonly server: KubeServer
  readonly api: PodsApi
  readonly clock: KubeClock
  readonly log: FakeLog
  readonly watching: ReturnType<typeof createWatching>
  /** What a handler of pods heard, e.g. `+web`, `~web`, `-web`, with `(initial)` behind. */
  readonly heard: string[]
}

/** Watches the pods of a small server; nothing is started yet. */
export async function watchRig(
  more: Partial<WatchingParts> = {},
  settings: Readonly<Record<string, unknown>> = {},
): Promise<WatchRig> {
  const server = await kubeServer()
  const api = podsApi(server)
  const clock = kubeClock()
  const log = fakeLog()
  const watching = createWatching(
    ClusterSettings.parse({ name: 'c1', kubeconfig: kubeconfig(server.url), ...settings }),
    {
      clock,
      log,
      env: {},
      meter: noMeter,
      version: '1.2.3',
      keepings: [KEEP_PODS],
      random: () => 0.5,
      ...more,
    },
  )
  const heard: string[] = []
  watching.onChange('pods', (change) => void heard.push(sayChange(change)))
  onTestFinished(async () => {
    await watching.stop()
    await server.close()
  })
  return { server, api, clock, log, watching, heard }
}

/** The same, listed and watching. */
export async function watchingRig(more: Partial<WatchingParts> = {}): Promise<WatchRig> {
  const rig = await watchRig(more)
  rig.api.quietly(() => rig.api.put('web'))
  await rig.watching.start()
  await rig.watching.synced()
  await until(() => rig.api.watchers() === 1)
  await until(() => rig.heard.length === 1)
  return rig
}

export function sayChange({ before, after, initial }: WatchedChange): string {
  const sign = (before && after && '~') || (after ? '+' : '-')
  return `${sign}${(after ?? before)?.name}${initial ? ' (initial)' : ''}`
}
