import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Place } from './place.ts'
import { TABLE, type Answer } from '../support/cluster-client.ts'
import { deployment, itemsOf, objectOf } from '../support/cluster-objects.ts'

const ResourceList = z.looseObject({
  groupVersion: z.string(),
  resources: z.array(
    z.looseObject({
      name: z.string(),
      kind: z.string(),
      namespaced: z.boolean(),
      verbs: z.array(z.string()),
      shortNames: z.array(z.string()).optional(),
      group: z.string().optional(),
      version: z.string().optional(),
    }),
  ),
})
const Table = z.looseObject({
  kind: z.literal('Table'),
  columnDefinitions: z.array(z.looseObject({ name: z.string(), priority: z.number() })),
  rows: z.array(
    z.looseObject({ cells: z.array(z.unknown()), object: z.looseObject({ kind: z.string() }) }),
  ),
})

const columns = ({ body }: Answer, priority: number) =>
  Table.parse(body)
    .columnDefinitions.filter((one) => one.priority === priority)
    .map((one) => one.name)

export function describeReading({ namespace, client }: Place): void {
  const maps = `/api/v1/namespaces/${namespace}/configmaps`

  describe('reading', () => {
    beforeAll(async () => {
      for (let i = 0; i < 5; i++) {
        const labels = { part: 'paging', tier: i < 2 ? 'front' : 'back' }
        const body = { metadata: { name: `page-${i}`, labels }, data: { n: String(i) } }
        await client().call('POST', maps, { body })
      }
    })

    test('discovery tells kinds, short names, verbs and subresources', async () => {
      const { resources } = ResourceList.parse((await client().call('GET', '/apis/apps/v1')).body)
      const byName = new Map(resources.map((one) => [one.name, one]))

      expect(byName.get('deployments')).toMatchObject({
        kind: 'Deployment',
        namespaced: true,
        shortNames: ['deploy'],
        verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
      })
      expect(byName.get('deployments/scale')).toMatchObject({
        kind: 'Scale',
        group: 'autoscaling',
        version: 'v1',
        verbs: ['get', 'patch', 'update'],
      })
      const core = ResourceList.parse((await client().call('GET', '/api/v1')).body)
      expect(core.groupVersion).toBe('v1')
      expect(core.resources.find((one) => one.name === 'pods/log')?.verbs).toEqual(['get'])
      expect(core.resources.find((one) => one.name === 'pods/eviction')?.kind).toBe('Eviction')
    })

    test('a list goes page by page and every page is of the same moment', async () => {
      const first = await client().call('GET', `${maps}?limit=2&labelSelector=part%3Dpaging`)
      const { metadata } = objectOf(first)
      const rest = await client().call(
        'GET',
        `${maps}?limit=9&labelSelector=part%3Dpaging&continue=${encodeURIComponent(metadata.continue)}`,
      )

      const names = [...itemsOf(first), ...itemsOf(rest)].map((one) => one.metadata.name)
      expect(names).toEqual(['page-0', 'page-1', 'page-2', 'page-3', 'page-4'])
      expect(objectOf(rest).metadata.continue).toBe('')
      expect(objectOf(rest).metadata.resourceVersion).toBe(metadata.resourceVersion)
      expect(itemsOf(first)[0]?.kind).toBeUndefined()
    })

    test.each([
      ['tier=front', 2],
      ['tier in (front,back),part=paging', 5],
      ['tier notin (front),part', 3],
      ['!part,tier', 0],
      ['tier!=front,part=paging', 3],
    ])('the label selector %s fits %d', async (selector, count) => {
      const found = await client().call(
        'GET',
        `${maps}?labelSelector=${encodeURIComponent(selector)}`,
      )

      expect(itemsOf(found)).toHaveLength(count)
    })

    test.each([
      ['labelSelector=a%2Bb%3D%3D', 400],
      ['fieldSelector=spec.nope%3D1', 400],
      ['limit=1&continue=abc', 400],
      ['resourceVersion=99999999999', 504],
    ])('%s is refused with %d', async (query, code) => {
      expect((await client().call('GET', `${maps}?${query}`)).code).toBe(code)
    })

    test('a field selector finds by name', async () => {
      const found = await client().call('GET', `${maps}?fieldSelector=metadata.name%3Dpage-3`)

      expect(itemsOf(found).map((one) => one.metadata.name)).toEqual(['page-3'])
    })

    test('the server prints tables as kubectl shows them', async () => {
      const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`
      await client().call('POST', deployments, { body: deployment('printed', { replicas: 1 }) })
      const pods = `/api/v1/namespaces/${namespace}/pods?labelSelector=app%3Dprinted`
      await client().until(pods, (answer) => itemsOf(answer).length === 1)
      const printed = await client().call('GET', deployments, { accept: TABLE })
      const podTable = await client().call('GET', pods, { accept: TABLE })

      expect(columns(printed, 0)).toEqual(['Name', 'Ready', 'Up-to-date', 'Available', 'Age'])
      expect(columns(printed, 1)).toEqual(['Containers', 'Images', 'Selector'])
      expect(columns(podTable, 0)).toEqual(['Name', 'Ready', 'Status', 'Restarts', 'Age'])
      expect(columns(podTable, 1)).toEqual(['IP', 'Node', 'Nominated Node', 'Readiness Gates'])
      expect(Table.parse(printed.body).rows[0]?.cells[0]).toBe('printed')
      expect(Table.parse(printed.body).rows[0]?.object.kind).toBe('PartialObjectMetadata')
    })

    test('what is not there is a 404 that names it', async () => {
      const missing = await client().call('GET', `${maps}/nope`)

      expect(missing.code).toBe(404)
      expect(objectOf(missing).message).toBe('configmaps "nope" not found')
      expect((await client().call('GET', '/apis/apps/v1/nope')).code).toBe(404)
      expect((await client().call('GET', '/version')).code).toBe(200)
    })
  })
}
