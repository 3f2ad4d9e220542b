import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Place } from './place.ts'
import { JSON_PATCH, STRATEGIC } from '../support/cluster-client.ts'
import {
  conditionOf,
  deployment,
  isRolledOut,
  itemsOf,
  objectOf,
  statusOf,
} from '../support/cluster-objects.ts'

const Managed = z.looseObject({
  managedFields: z.array(
    z.looseObject({ manager: z.string(), time: z.string(), fieldsV1: z.unknown() }),
  ),
})
const Taints = z.array(z.looseObject({ key: z.string(), effect: z.string() })).optional()
const UNSCHEDULABLE = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }
const long = 'x'.repeat(64)

/** What approvals, undo and temporary changes rely on. */
export function describeSafeWriting({ namespace, client }: Place): void {
  const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`
  const careful = `${deployments}/careful`
  const bare = `/api/v1/namespaces/${namespace}/configmaps/bare`
  const patch = (path: string, ...operations: readonly object[]) =>
    client().call('PATCH', path, { body: operations, type: JSON_PATCH })

  describe('writing safely', () => {
    beforeAll(async () => {
      await client().call('POST', deployments, { body: deployment('careful', { replicas: 1 }) })
      await client().call('POST', `/api/v1/namespaces/${namespace}/configmaps`, {
        body: { metadata: { name: 'bare' } },
      })
      await client().until(careful, isRolledOut)
    })

    const label = '/metadata/labels/tier'
    test.each([
      ['a test of a key whose holder is missing', [{ op: 'test', path: label, value: null }], 422],
      [
        'a test that a whole map is missing',
        [{ op: 'test', path: '/metadata/labels', value: null }],
        200,
      ],
      ['an addition whose holder is missing', [{ op: 'add', path: label, value: 'a' }], 422],
      ['a removal of what is not there', [{ op: 'remove', path: label }], 422],
    ])('%s', async (_, operations, code) => {
      expect((await patch(bare, ...operations)).code).toBe(code)
    })

    test('a label is added where none was, and taken away again', async () => {
      const map = { op: 'test', path: '/metadata/labels/nope', value: null }
      await patch(careful, { op: 'add', path: '/metadata/labels', value: { app: 'careful' } })
      const added = await patch(careful, map, { op: 'add', path: label, value: 'critical' })
      const again = await patch(
        careful,
        { op: 'test', path: label, value: null },
        { op: 'add', path: label, value: 'other' },
      )
      const taken = await patch(
        careful,
        { op: 'test', path: label, value: 'critical' },
        { op: 'remove', path: label },
      )

      expect(objectOf(added).metadata.labels).toEqual({ app: 'careful', tier: 'critical' })
      expect(again.code).toBe(422)
      expect(objectOf(taken).metadata.labels).toEqual({ app: 'careful' })
      expect(objectOf(taken).metadata.generation).toBe(1)
    })

    test('a replacement of a missing key adds it', async () => {
      const path = '/metadata/labels/fresh'
      const replaced = await patch(careful, { op: 'replace', path, value: 'yes' })

      expect(objectOf(replaced).metadata.labels['fresh']).toBe('yes')
      await patch(careful, { op: 'remove', path })
    })

    test.each([
      ['a key with a space', { 'bad key': 'x' }, 'name part must consist of alphanumeric'],
      ['a key with two slashes', { 'a/b/c': 'x' }, 'a qualified name must consist of'],
      ['a prefix in capitals', { 'Big.example/k': 'x' }, 'prefix part a lowercase RFC 1123'],
      ['a key of 64 characters', { [long]: 'x' }, 'name part must be no more than 63 characters'],
      ['a value with a space', { k: 'a b' }, 'a valid label must be an empty string or consist of'],
      ['a value of 64 characters', { k: long }, 'must be no more than 63 characters'],
    ])('a label with %s is refused and named', async (_, labels, why) => {
      const body = { metadata: { labels } }
      const refused = await client().call('PATCH', careful, { body, type: STRATEGIC })

      expect(refused.code).toBe(422)
      expect(objectOf(refused).message).toContain('metadata.labels: Invalid value: ')
      expect(objectOf(refused).message).toContain(why)
    })

    test('who changed which field last stands in managedFields', async () => {
      const scale = (by: string, replicas: number) =>
        client().call('PATCH', `${careful}?fieldManager=${by}`, {
          body: { spec: { replicas } },
          type: STRATEGIC,
        })
      const ownerOf = async () => {
        const { metadata } = objectOf(await client().call('GET', careful))
        const { managedFields } = Managed.parse(metadata)
        return managedFields
          .filter(({ fieldsV1 }) => JSON.stringify(fieldsV1).includes('f:replicas":{}'))
          .map(({ manager }) => manager)
          .filter((manager) => ['deckwatch', 'kubectl-edit'].includes(manager))
      }
      await scale('deckwatch', 2)
      const first = await ownerOf()
      await scale('kubectl-edit', 3)

      expect(first).toEqual(['deckwatch'])
      expect(await ownerOf()).toEqual(['kubectl-edit'])
    })

    test('a paused deployment keeps its template change until it is resumed with a test', async () => {
      await client().until(careful, isRolledOut)
      const absent = { op: 'test', path: '/spec/paused', value: null }
      const paused = await patch(careful, absent, { op: 'add', path: '/spec/paused', value: true })
      const twice = await patch(careful, absent, { op: 'add', path: '/spec/paused', value: true })
      await client().until(
        careful,
        (one) => conditionOf(one, 'Progressing') === 'Unknown DeploymentPaused',
      )
      const resumed = await patch(
        careful,
        { op: 'test', path: '/spec/paused', value: true },
        { op: 'remove', path: '/spec/paused' },
      )
      const done = await client().until(careful, isRolledOut)

      expect([paused.code, twice.code, resumed.code]).toEqual([200, 422, 200])
      expect(objectOf(resumed).spec).not.toHaveProperty('paused')
      expect(statusOf(done)).toMatchObject({ readyReplicas: 3 })
    })

    test('a cordoned node is tainted, takes no pods, and is free again afterwards', async () => {
      const nodes = itemsOf(await client().call('GET', '/api/v1/nodes'))
      const name = nodes.at(-1)?.metadata.name ?? ''
      const node = `/api/v1/nodes/${name}`
      const taintsOf = (answer: Parameters<typeof objectOf>[0]) =>
        Taints.parse(objectOf(answer).spec['taints']) ?? []
      const path = '/spec/unschedulable'
      const absent = { op: 'test', path, value: null }
      const cordoned = await patch(node, absent, { op: 'add', path, value: true })
      await client().until(node, (one) => taintsOf(one).length > 0)
      const tainted = taintsOf(await client().call('GET', node))
      await client().call('POST', deployments, { body: deployment('elsewhere', { replicas: 4 }) })
      await client().until(`${deployments}/elsewhere`, isRolledOut)
      const pods = `/api/v1/namespaces/${namespace}/pods?labelSelector=app%3Delsewhere`
      const placed = itemsOf(await client().call('GET', pods)).map(({ spec }) => spec['nodeName'])
      const freed = await patch(node, { op: 'test', path, value: true }, { op: 'remove', path })
      await client().until(node, (one) => taintsOf(one).length === 0)

      expect([cordoned.code, freed.code]).toEqual([200, 200])
      expect(tainted).toEqual([expect.objectContaining(UNSCHEDULABLE)])
      expect(placed).toHaveLength(4)
      expect(placed).not.toContain(name)
    })
  })
}
