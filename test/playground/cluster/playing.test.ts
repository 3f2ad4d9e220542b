import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCluster } from '../../../playground/cluster/cluster.ts'
import type { EmbeddedCluster } from '../../../playground/cluster/embedded-cluster.ts'
import { createClusterClient, type ClusterClient } from '../../support/cluster-client.ts'

let cluster: EmbeddedCluster
let client: ClusterClient

beforeAll(async () => {
  cluster = await startCluster({ speed: 40 })
  client = createClusterClient({ url: cluster.url, ...cluster.tokens })
})
afterAll(async () => {
  await client.close()
  await cluster.stop()
})

const card = (name: string) => cluster.snapshot().workloads.find((one) => one.name === name)

test('the sample shop comes up healthy', async () => {
  const settled = () => cluster.snapshot().workloads.every((one) => one.tone !== 'busy')
  await expect.poll(settled).toBe(true)

  expect(card('web')).toMatchObject({ tone: 'good', ready: 3, pdb: { disruptionsAllowed: 1 } })
  expect(card('cart')).toMatchObject({ kind: 'StatefulSet', tone: 'good', ready: 3 })
  expect(card('indexer')).toMatchObject({ managedBy: 'Argo CD' })
  expect(card('worker')).toMatchObject({ managedBy: 'Helm' })
  expect(cluster.snapshot().nodes.map((one) => one.status)).toEqual(['Ready', 'Ready', 'Ready'])
})

test.each([
  ['crash', 'CrashLoopBackOff'],
  ['oom', 'CrashLoopBackOff'],
  ['bad-image', 'ImagePullBackOff'],
] as const)('%s shows as %s and recovers', async (action, status) => {
  cluster.break({ action, namespace: 'shop', name: 'api' })
  await expect.poll(() => card('api')?.pods.some((pod) => pod.status === status)).toBe(true)

  cluster.break({ action: 'recover', namespace: 'shop', name: 'api' })
  await expect.poll(() => card('api')?.tone).toBe('good')
})

test('a lost node loses its pods to the others, and comes back', async () => {
  cluster.break({ action: 'lose-node', node: 'node-b' })
  const node = () => cluster.snapshot().nodes.find((one) => one.name === 'node-b')
  await expect.poll(() => node()?.status).toBe('NotReady')
  await expect.poll(() => card('web')?.ready).toBe(3)

  cluster.break({ action: 'recover-all' })
  await expect.poll(() => node()?.status).toBe('Ready')
})

test('what is not there cannot be broken', () => {
  expect(() => cluster.break({ action: 'crash', namespace: 'shop', name: 'nope' })).toThrow(
    'there is no workload shop/nope to break',
  )
})

test.each([
  ['alice', 'kube-system', 200],
  ['bob', 'shop', 200],
  ['bob', 'kube-system', 403],
  ['carol', 'search', 200],
  ['dave', 'shop', 403],
])('%s may list pods in %s: %d', async (as, namespace, code) => {
  const asked = await client.call('GET', `/api/v1/namespaces/${namespace}/pods`, {
    token: 'bot',
    as,
  })

  expect(asked.code).toBe(code)
})

test('somebody changes the image behind our back, and the cluster says who', async () => {
  cluster.break({ action: 'drift-image', namespace: 'shop', name: 'worker' })
  await expect.poll(() => card('worker')?.image).toBe('shop/worker:0.9.1')

  const path = '/apis/apps/v1/namespaces/shop/deployments/worker'
  const changed = JSON.stringify((await client.call('GET', path)).body)
  expect(changed).toContain('"manager":"kubectl-set"')
  const line = cluster.requests().findLast(({ user }) => user === 'erin')
  expect(line).toMatchObject({ method: 'PATCH', code: 200 })
})

test('somebody scales behind our back', async () => {
  const before = card('billing')?.desired ?? 0
  cluster.break({ action: 'drift-replicas', namespace: 'legacy', name: 'billing' })

  await expect.poll(() => card('billing')?.desired).toBe(before + 1)
  expect(() =>
    cluster.break({ action: 'drift-replicas', namespace: 'kube-system', name: 'kube-proxy' }),
  ).toThrow('DaemonSet kube-proxy has no replicas to change')
})
