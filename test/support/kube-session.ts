import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { CallContext, ClusterSession } from '../../src/core/cluster.ts'
import type { Kind } from '../../src/core/resource.ts'
import { createClusters, type KubeClusters } from '../../src/kube/clusters.ts'
import { ClusterSettings } from '../../src/kube/settings.ts'
import { type FakeLog, fakeLog } from './fake-log.ts'
import { type KubeClock, kubeClock } from './kube-clock.ts'
import { type KubeServer, kubeServer } from './kube-server.ts'
import { noMeter } from '../../src/core/meter.ts'

export const folder = (): string => mkdtempSync(join(tmpdir(), 'deckwatch-kube-'))

/** Writes a kubeconfig (JSON is YAML) and returns its path. */
export function kubeconfig(
  server: string,
  user: unknown = { token: 'bot-token' },
  at = folder(),
): string {
  const path = join(at, 'config')
  const content = {
    clusters: [{ name: 'c', cluster: { server } }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  }
  writeFileSync(path, JSON.stringify(content))
  return path
}

export const callContext = (more: Partial<CallContext> = {}): CallContext => ({
  actor: {
    userId: 'U1',
    teamId: 'T1',
    name: 'Ann',
    user: 'ann@example.com',
    groups: ['dev', 'ops'],
    roles: [],
  },
  requestId: 'req-1',
  signal: new AbortController().signal,
  ...more,
})

export type Rig = {
  readonly server: KubeServer
  readonly clusters: KubeClusters
  readonly session: ClusterSession
  readonly clock: KubeClock
  readonly log: FakeLog
}

/** A session of Ann on a small real server; everything is closed when the test ends. */
export async function kubeSession(
  more: Readonly<Record<string, unknown>> = {},
  context: CallContext = callContext(),
): Promise<Rig> {
  const server = await kubeServer()
  const clock = kubeClock()
  const log = fakeLog()
  const settings = ClusterSettings.parse({
    name: 'c1',
    kubeconfig: kubeconfig(server.url),
    ...more,
  })
  const clusters = createClusters([settings], {
    clock,
    log,
    env: {},
    meter: noMeter,
    version: '1.2.3',
  })
  onTestFinished(async () => {
    await clusters.close()
    await server.close()
  })
  return { server, clusters, session: clusters.open('c1', context), clock, log }
}

const kind = (group: string, name: string, resource: string): Kind => ({
  group,
  version: 'v1',
  kind: name,
  resource,
  singular: name.toLowerCase(),
  shortNames: [],
  namespaced: true,
  verbs: [],
  subresources: [],
})
export const PODS = kind('', 'Pod', 'pods')
export const DEPLOYMENTS = kind('apps', 'Deployment', 'deployments')

/** The error that something ends with; fails when it does not. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => {
      throw new Error('expected it to fail')
    },
    (error: unknown) => error,
  )
}
