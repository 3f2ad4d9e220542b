import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Place } from './place.ts'
import { MERGE_PATCH } from '../support/cluster-client.ts'
import { deployment, objectOf } from '../support/cluster-objects.ts'

const RBAC = 'rbac.authorization.k8s.io'
const Review = z.looseObject({ status: z.looseObject({ allowed: z.boolean() }) })

export function describeAccess({ namespace, client }: Place): void {
  const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`
  const rbac = `/apis/${RBAC}/v1`
  const roleBinding = (name: string, kind: string, who: string) => ({
    metadata: { name },
    roleRef: { apiGroup: RBAC, kind: 'Role', name: 'lister' },
    subjects: [{ apiGroup: RBAC, kind, name: who }],
  })
  const review = async (resourceAttributes: object, as: string, groups: readonly string[]) => {
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'
    const body = { spec: { resourceAttributes } }
    return Review.parse((await client().call('POST', path, { body, as, groups })).body).status
      .allowed
  }

  describe('access', () => {
    beforeAll(async () => {
      await client().call('POST', deployments, { body: deployment('private', { replicas: 0 }) })
      const rules = [
        { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
        {
          apiGroups: ['apps'],
          resources: ['deployments'],
          resourceNames: ['private'],
          verbs: ['get'],
        },
        { apiGroups: ['apps'], resources: ['*/scale'], verbs: ['get'] },
      ]
      const base = `${rbac}/namespaces/${namespace}`
      await client().call('POST', `${base}/roles`, {
        body: { metadata: { name: 'lister' }, rules },
      })
      await client().call('POST', `${base}/rolebindings`, {
        body: roleBinding('lister', 'Group', 'listers'),
      })
    })

    test('a refusal names user, verb, resource, group and namespace', async () => {
      const refused = await client().call('PATCH', `${deployments}/private/scale`, {
        as: 'stranger',
        body: { spec: { replicas: 3 } },
        type: MERGE_PATCH,
      })
      const everywhere = await client().call('GET', '/api/v1/pods', { as: 'stranger' })
      const path = await client().call('GET', '/secret-path', { as: 'stranger' })

      expect(refused.code).toBe(403)
      expect(objectOf(refused).message).toBe(
        `deployments.apps "private" is forbidden: User "stranger" cannot patch resource "deployments/scale" in API group "apps" in the namespace "${namespace}"`,
      )
      expect(objectOf(everywhere).message).toBe(
        'pods is forbidden: User "stranger" cannot list resource "pods" in API group "" at the cluster scope',
      )
      expect(objectOf(path).message).toBe(
        'forbidden: User "stranger" cannot get path "/secret-path"',
      )
    })

    test('a right that one of two impersonated groups has is there', async () => {
      const pods = { verb: 'list', resource: 'pods', namespace }
      // Roles reach the authorizer of a real API server through a watch.
      const lists = `/api/v1/namespaces/${namespace}/pods`
      await expect
        .poll(
          async () =>
            (await client().call('GET', lists, { as: 'ann', groups: ['others', 'listers'] })).code,
        )
        .toBe(200)

      expect(await review(pods, 'ann', ['others', 'listers'])).toBe(true)
      expect(await review(pods, 'ann', ['others'])).toBe(false)
      expect(await review(pods, 'ann', ['others, listers'])).toBe(false)
    })

    test('rights can be for one name, for a subresource of everything, and for nothing else', async () => {
      const on = (rest: object) => ({ group: 'apps', resource: 'deployments', namespace, ...rest })
      const groups = ['listers']

      expect(await review(on({ verb: 'get', name: 'private' }), 'ann', groups)).toBe(true)
      expect(await review(on({ verb: 'get', name: 'other' }), 'ann', groups)).toBe(false)
      expect(
        await review(on({ verb: 'get', subresource: 'scale', name: 'x' }), 'ann', groups),
      ).toBe(true)
      expect(
        await review(on({ verb: 'patch', subresource: 'scale', name: 'x' }), 'ann', groups),
      ).toBe(false)
    })

    test('acting as somebody needs the right to', async () => {
      const refused = await client().call('GET', '/api/v1/pods', { token: 'bot', as: 'nobody-may' })

      // Whoever connected may have let the bot impersonate; then the impersonated one is refused instead.
      expect(refused.code).toBe(403)
      expect(objectOf(refused).message).toMatch(
        /^(users "nobody-may" is forbidden: User "deckwatch" cannot impersonate resource "users" in API group "" at the cluster scope|pods is forbidden: User "nobody-may" cannot list .*)$/,
      )
    })

    test('a token nobody knows is not let in', async () => {
      const refused = await client().call('GET', '/api/v1/pods', { token: 'unknown-token' })

      expect(refused.code).toBe(401)
      expect(objectOf(refused).message).toBe('Unauthorized')
    })
  })
}
