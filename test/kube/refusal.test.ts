import { describe, expect, test } from 'vitest'
import { PATH, effect } from './scaling.ts'
import { refuse } from '../support/kube-server.ts'
import { failureOf, kubeSession } from '../support/kube-session.ts'
import { saying } from '../support/saying.ts'

const write = { dryRun: false }

describe('K15: what the cluster says about a change', () => {
  test.each([
    [409, { reason: 'Conflict', message: 'modified' }, { name: 'ConflictError', code: 'drifted' }],
    [
      422,
      {
        reason: 'Invalid',
        message: 'the server rejected our request due to an error in our request',
      },
      { name: 'ConflictError', code: 'drifted' },
    ],
    [
      422,
      { reason: 'Invalid', message: 'spec.replicas: Invalid value: -1', details: { causes: [{}] } },
      {
        name: 'ConflictError',
        code: 'invalid-object',
        message: saying('spec.replicas'),
      },
    ],
    [
      404,
      { reason: 'NotFound', details: { name: 'web', kind: 'deployments' } },
      { name: 'NotFoundError', code: 'object-not-found' },
    ],
    [
      403,
      {
        reason: 'Forbidden',
        message: 'pods "x" is forbidden: exceeded quota: small, requested: pods=1',
      },
      {
        name: 'ConflictError',
        code: 'admission-denied',
        message: saying('exceeded quota'),
      },
    ],
    [
      403,
      {
        reason: 'Forbidden',
        message: 'admission webhook "no.example.com" denied the request: Friday',
      },
      {
        name: 'ConflictError',
        code: 'admission-denied',
        message: saying('Friday'),
      },
    ],
    [
      400,
      { reason: 'BadRequest', message: `admission webhook denied ${'x'.repeat(5000)}` },
      { name: 'ConflictError', code: 'kubernetes-refused' },
    ],
    [
      403,
      {
        reason: 'Forbidden',
        message:
          'deployments.apps "web" is forbidden: User "ann@example.com" cannot patch resource "deployments/scale"',
      },
      {
        name: 'ForbiddenError',
        right: {
          user: 'ann@example.com',
          verb: 'patch',
          resource: 'deployments.apps/scale',
          namespace: 'shop',
          name: 'web',
        },
      },
    ],
    [
      403,
      {
        message:
          'groups "dev" is forbidden: User "bot" cannot impersonate resource "groups" in API group ""',
        details: { name: 'dev', kind: 'groups' },
      },
      { right: { user: 'bot', verb: 'impersonate', resource: 'groups', name: 'dev' } },
    ],
    [429, {}, { name: 'UnavailableError', code: 'cluster-busy' }],
    [500, { reason: 'InternalError', message: 'failed calling webhook' }, { code: 'cluster-busy' }],
    [503, { reason: 'ServiceUnavailable' }, { code: 'cluster-busy' }],
  ])('%i %j', async (status, body, expected) => {
    const { server, session } = await kubeSession()
    server.on((seen, response) => seen.path === PATH && refuse(response, status, body))

    const error = await failureOf(session.writer.apply(effect, write))

    expect(error).toMatchObject(expected)
    expect(String(error).length).toBeLessThan(600)
    expect(server.seen).toHaveLength(1)
  })
})
