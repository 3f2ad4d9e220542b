import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCluster } from '../../../playground/cluster/cluster.ts'
import type { EmbeddedCluster } from '../../../playground/cluster/embedded-cluster.ts'
import {
  createClusterClient,
  MERGE_PATCH,
  type ClusterClient,
} from '../../support/cluster-client.ts'
import { objectOf } from '../../support/cluster-objects.ts'

let cluster: EmbeddedCluster
let client: ClusterClient
/** What undici says of a connection that ended under it. */
const CUT = /other side closed|terminated|reset|aborted/i
const web = '/apis/apps/v1/namespaces/shop/deployments/web'

beforeAll(async () => {
  cluster = await startCluster({ speed: 20 })
  client = createClusterClient({ url: cluster.url, ...cluster.tokens })
})
afterAll(async () => {
  await client.close()
  await cluster.stop()
})

test('a status strikes as often as it was told to, and says when to come back', async () => {
  cluster.faults.inject({ fault: 'status', code: 429, retryAfter: 2 }, { path: /deployments/ }, 2)

  const codes = [
    await client.call('GET', web),
    await client.call('GET', web),
    await client.call('GET', web),
  ]
  expect(codes.map((one) => one.code)).toEqual([429, 429, 200])
  expect(codes[0]?.text).toContain('"retryAfterSeconds":2')
})

test('a lost answer is a change that happened', async () => {
  const before = objectOf(await client.call('GET', web)).metadata.generation
  cluster.faults.inject({ fault: 'reset', when: 'after' }, { method: 'PATCH' })
  const change = { body: { spec: { minReadySeconds: 1 } }, type: MERGE_PATCH }

  await expect(client.call('PATCH', web, change)).rejects.toThrow(CUT)
  expect(objectOf(await client.call('GET', web)).metadata.generation).toBe(before + 1)
})

test('a reset before leaves everything as it was', async () => {
  const before = objectOf(await client.call('GET', web)).metadata.generation
  cluster.faults.inject({ fault: 'reset', when: 'before' }, { method: 'PATCH' })
  const change = { body: { spec: { minReadySeconds: 2 } }, type: MERGE_PATCH }

  await expect(client.call('PATCH', web, change)).rejects.toThrow(CUT)
  expect(objectOf(await client.call('GET', web)).metadata.generation).toBe(before)
})

test('a proxy that strips impersonation shows the bot as itself', async () => {
  const review = { body: {}, token: 'bot', as: 'alice' }
  const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews'
  const seen = await client.call('POST', path, review)
  cluster.faults.inject({ fault: 'drop-impersonation' })
  const stripped = await client.call('POST', path, review)

  expect(seen.text).toContain('"username":"alice"')
  expect(stripped.text).toContain('"username":"deckwatch"')
})

test('bodies come truncated or as a web page', async () => {
  cluster.faults.inject({ fault: 'truncate' })
  const half = await client.call('GET', web)
  cluster.faults.inject({ fault: 'html' })
  const page = await client.call('GET', web)

  expect(half.code).toBe(200)
  expect(half.body).toBeUndefined()
  expect(page.text).toContain('<h1>Please sign in')
})

test('a watch is cut in the middle of a line', async () => {
  cluster.faults.inject({ fault: 'cut-watch', after: 1 }, { watch: true })

  await expect(
    client.watch('/api/v1/nodes?watch=1', (events) => events.length >= 3),
  ).rejects.toThrow(CUT)
})

test('the inspector sees who asked, as whom, and what came back', async () => {
  await client.call('GET', web, { token: 'bot', as: 'dave', groups: ['a', 'b'] })

  expect(cluster.requests().at(-1)).toMatchObject({
    method: 'GET',
    path: web,
    user: 'deckwatch',
    impersonated: { user: 'dave', groups: ['a', 'b', 'system:authenticated'] },
    code: 403,
  })
})
