import { writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { detectors } from '../../src/detectors/index.ts'
import { ClusterSettings } from '../../src/kube/settings.ts'
import { createWatching } from '../../src/kube/watch/watching.ts'
import { systemClock } from '../../src/telemetry/system-seams.ts'
import { fakeLog } from '../../test/support/fake-log.ts'
import { noMeter } from '../../src/core/meter.ts'

/** One way to keep up with pods: resolves when the list is in; then tells every version it comes to know. */
export type PodReader = (url: string, onVersion: (version: string) => void) => Promise<() => number>

/** Ours, with every detector of pods looking at every change. */
const deckwatch: PodReader = async (url, onVersion) => {
  const ofPods = detectors.filter(({ resource }) => resource === 'pods')
  const watching = createWatching(
    ClusterSettings.parse({ name: 'bench', kubeconfig: kubeconfig(url) }),
    {
      clock: systemClock,
      log: fakeLog(),
      env: {},
      meter: noMeter,
      version: 'bench',
      keepings: ofPods.flatMap(({ keeps }) => keeps).filter(({ resource }) => resource === 'pods'),
    },
  )
  watching.onChange('pods', ({ after, initial }) => {
    if (!after) return
    const now = systemClock.now()
    for (const detector of ofPods) detector.look(after, watching.look, now)
    if (!initial) onVersion(after.resourceVersion)
  })
  await watching.start()
  await watching.synced()
  return () => watching.look.list('pods').length
}

type Pod = { readonly metadata: { readonly uid: string; readonly resourceVersion: string } }
const isPod = (value: unknown): value is Pod =>
  typeof value === 'object' && value !== null && 'metadata' in value

/** Sockets, newlines, JSON.parse, a Map: nothing else. */
const plain: PodReader = async (url, onVersion) => {
  const pods = new Map<string, Pod>()
  const listed: { items: unknown[] } = { items: [], ...parse(await readAll(`${url}/api/v1/pods`)) }
  for (const pod of listed.items) if (isPod(pod)) pods.set(pod.metadata.uid, pod)
  let rest = ''
  request(`${url}/api/v1/pods?watch=1`, (response) => {
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const { object } = parse(line)
        if (!isPod(object)) continue
        pods.set(object.metadata.uid, object)
        onVersion(object.metadata.resourceVersion)
      }
    })
  }).end()
  return () => pods.size
}

function parse(text: string): { readonly object?: unknown } {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null ? value : {}
}

/** @kubernetes/client-node's own informer. */
const clientNode: PodReader = async (url, onVersion) => {
  const { CoreV1Api, KubeConfig, makeInformer } = await import('@kubernetes/client-node')
  const config = new KubeConfig()
  config.loadFromFile(kubeconfig(url))
  const api = config.makeApiClient(CoreV1Api)
  const informer = makeInformer(config, '/api/v1/pods', () => api.listPodForAllNamespaces())
  const connected = Promise.withResolvers<void>()
  informer.on('connect', () => connected.resolve())
  informer.on('update', (pod) => onVersion(pod.metadata?.resourceVersion ?? ''))
  await informer.start()
  await connected.promise
  return () => informer.list().length
}

export const POD_READERS: Readonly<Record<string, PodReader>> = {
  deckwatch,
  streaming: (url, onVersion) => deckwatch(`${url}/new`, onVersion),
  plain,
  'client-node': clientNode,
}

function kubeconfig(server: string): string {
  const path = join(
    tmpdir(),
    `deckwatch-bench-watch-${new URL(server).port}${new URL(server).pathname.replace('/', '-')}`,
  )
  const cluster = { server, 'insecure-skip-tls-verify': true }
  const content = {
    clusters: [{ name: 'c', cluster }],
    users: [{ name: 'u', user: {} }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  }
  writeFileSync(path, JSON.stringify(content))
  return path
}

async function readAll(url: string): Promise<string> {
  const chunks: Buffer[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  request(url, (response) => {
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.on('end', resolve)
  }).end()
  await promise
  return Buffer.concat(chunks).toString('utf8')
}
