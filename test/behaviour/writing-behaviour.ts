import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Place } from './place.ts'
import { JSON_PATCH, MERGE_PATCH, STRATEGIC } from '../support/cluster-client.ts'
import { deployment, isRolledOut, objectOf } from '../support/cluster-objects.ts'

const Container = z.looseObject({
  image: z.string(),
  env: z.array(z.looseObject({ name: z.string() })),
})
const Template = z.looseObject({ spec: z.looseObject({ containers: z.array(Container) }) })

export function describeWriting({ namespace, client }: Place): void {
  const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`
  const written = `${deployments}/written`
  const get = async () => objectOf(await client().call('GET', written))
  const patch = (path: string, body: unknown, type = JSON_PATCH) =>
    client().call('PATCH', path, { body, type })

  describe('writing', () => {
    beforeAll(async () => {
      await client().call('POST', deployments, { body: deployment('written', { replicas: 1 }) })
      await client().until(written, isRolledOut)
    })

    test('a JSON patch whose test fails changes nothing and answers 422', async () => {
      const before = await get()
      const refused = await patch(written, [
        { op: 'test', path: '/metadata/uid', value: 'somebody-else' },
        { op: 'replace', path: '/spec/replicas', value: 3 },
      ])

      expect(refused.code).toBe(422)
      expect(objectOf(refused)).toMatchObject({
        reason: 'Invalid',
        message: 'the server rejected our request due to an error in our request',
      })
      expect((await get()).metadata.generation).toBe(before.metadata.generation)
    })

    test('a JSON patch whose test holds is applied, and a spec change counts a generation', async () => {
      const before = await get()
      const applied = await patch(written, [
        { op: 'test', path: '/metadata/uid', value: before.metadata.uid },
        { op: 'test', path: '/spec/replicas', value: 1 },
        { op: 'replace', path: '/spec/replicas', value: 2 },
      ])
      const labelled = await patch(written, { metadata: { labels: { a: 'b' } } }, MERGE_PATCH)

      expect(applied.code).toBe(200)
      expect(objectOf(applied).metadata.generation).toBe(before.metadata.generation + 1)
      expect(objectOf(labelled).metadata.generation).toBe(before.metadata.generation + 1)
    })

    test.each([
      ['a path that is not there', [{ op: 'replace', path: '/spec/nope/x', value: 1 }], 422],
      ['something that is no list', { op: 'replace', path: '/spec/replicas', value: 1 }, 400],
      ['a negative count', [{ op: 'replace', path: '/spec/replicas', value: -1 }], 422],
      ['a word for a count', [{ op: 'replace', path: '/spec/replicas', value: 'x' }], 422],
    ])('a JSON patch with %s is refused', async (_, body, code) => {
      expect((await patch(written, body)).code).toBe(code)
    })

    test('a negative count is named in the refusal', async () => {
      const refused = await patch(written, { spec: { replicas: -1 } }, MERGE_PATCH)

      expect(objectOf(refused).message).toBe(
        'Deployment.apps "written" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      )
    })

    test('a strategic merge patch merges containers and variables by name', async () => {
      const env = (name: string, value: string) => ({
        spec: { template: { spec: { containers: [{ name: 'main', env: [{ name, value }] }] } } },
      })
      await patch(written, env('A', '1'), STRATEGIC)
      const merged = await patch(written, env('B', '2'), STRATEGIC)

      const [container] = Template.parse(objectOf(merged).spec['template']).spec.containers
      expect(container?.image).toBe('shop/web:1')
      expect(new Set(container?.env.map((one) => one.name))).toEqual(new Set(['A', 'B']))
    })

    test('scale is read and written through its subresource, and zero is left out', async () => {
      const zero = await patch(`${written}/scale`, { spec: { replicas: 0 } }, MERGE_PATCH)
      const wrong = await patch(`${written}/scale`, [
        { op: 'test', path: '/spec/replicas', value: 0 },
      ])
      const up = await patch(`${written}/scale`, [
        { op: 'test', path: '/spec/replicas', value: null },
        { op: 'add', path: '/spec/replicas', value: 2 },
      ])
      const back = await client().call('GET', `${written}/scale`)

      expect(objectOf(zero)).toMatchObject({ kind: 'Scale', spec: {} })
      expect(wrong.code).toBe(422)
      expect(up.code).toBe(200)
      expect(objectOf(back)).toMatchObject({
        spec: { replicas: 2 },
        status: { selector: 'app=written' },
      })
    })

    test('a dry run answers as if and stores nothing', async () => {
      const before = await get()
      const tried = await patch(`${written}?dryRun=All`, { spec: { replicas: 9 } }, MERGE_PATCH)
      const made = await client().call('POST', `${deployments}?dryRun=All`, {
        body: deployment('never'),
      })
      const refused = await patch(`${written}?dryRun=All`, { spec: { replicas: -1 } }, MERGE_PATCH)

      expect(objectOf(tried).spec['replicas']).toBe(9)
      expect((await get()).metadata.generation).toBe(before.metadata.generation)
      expect((await get()).spec['replicas']).toBe(before.spec['replicas'])
      expect(made.code).toBe(201)
      expect((await client().call('GET', `${deployments}/never`)).code).toBe(404)
      expect(refused.code).toBe(422)
    })

    test('stale, doubled, misnamed and misplaced writes are refused', async () => {
      const stale = await client().call('PUT', written, {
        body: { ...deployment('written'), metadata: { name: 'written', resourceVersion: '1' } },
      })
      const doubled = await client().call('POST', deployments, { body: deployment('written') })
      const misnamed = await client().call('POST', deployments, { body: deployment('Bad_Name') })
      const misplaced = await client().call('POST', '/apis/apps/v1/namespaces/nope/deployments', {
        body: deployment('lost'),
      })
      const other = await client().call('DELETE', written, {
        body: { preconditions: { uid: 'x' } },
      })

      expect(stale.code).toBe(409)
      expect(objectOf(stale).message).toContain('the object has been modified')
      expect(doubled.code).toBe(409)
      expect(objectOf(doubled).message).toBe('deployments.apps "written" already exists')
      expect(misnamed.code).toBe(422)
      expect(objectOf(misplaced).message).toBe('namespaces "nope" not found')
      expect(other.code).toBe(409)
      expect((await patch(written, {}, 'application/yaml')).code).toBe(415)
    })
  })
}
