import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Faults } from '../../playground/cluster/faults/faults.ts'
import { type Admin, adminOf } from '../support/whole-admin.ts'
import { type Stage, startStage } from '../support/whole-stage.ts'
import { countRequests, isPatch } from './whole-requests.ts'

let stage: Stage
let admin: Admin
let patches: () => number

beforeAll(async () => {
  stage = await startStage()
  patches = countRequests([stage.prod], isPatch)
  admin = adminOf(stage.prod)
  await stage.ask('bob', 'get pods')
})
afterAll(async () => {
  await admin.close()
  await stage.stop()
})
afterEach(() => stage.prod.faults.clear())

const inject = (...fault: Parameters<Faults['inject']>) => stage.prod.faults.inject(...fault)

/** Holds the access review up and meanwhile does something behind the back of the plan. */
async function between(typed: string, act: () => Promise<void>): Promise<string> {
  inject({ fault: 'slow', ms: 150 }, { method: 'POST', path: /selfsubjectaccessreviews/ })
  const read = Promise.withResolvers<void>()
  const stop = stage.prod.onRequest(({ method, path }) => {
    if (method === 'GET' && path.includes('/deployments/')) read.resolve()
  })
  const answer = stage.said('bob', typed)
  await read.promise
  stop()
  await act()
  return answer
}

describe('K6: an API server that answers with an error', () => {
  test.each([
    ['503 from a gateway, twice', 503],
    ['500, twice', 500],
    ['429, twice', 429],
  ])('K6: %s is read again and nobody notices', async (_what, code) => {
    inject({ fault: 'status', code }, { method: 'GET', path: /\/deployments/ }, 2)

    expect(await stage.said('bob', 'get deploy')).toContain('deployments in shop · 3 of 3')
  })

  test('K6: 503 for good is told with what to do, and the cluster’s name', async () => {
    inject({ fault: 'status', code: 503 }, { path: /\/deployments/ }, Infinity)
    const answer = await stage.said('bob', 'get deploy')

    expect(answer).toContain('⚠')
    expect(answer).toContain('prod-eu ⟨production⟩')
  })

  test('K6: 401 for good says that the bot’s own credentials are refused', async () => {
    inject({ fault: 'status', code: 401 }, {}, Infinity)
    const answer = await stage.said('bob', 'get deploy')

    expect(answer).toMatch(/credential|token|401/i)
    expect(answer).toContain('prod-eu')
  })

  test('K6: a login page instead of an answer is told as such', async () => {
    inject({ fault: 'html' }, { method: 'GET', path: /\/deployments/ }, Infinity)
    const answer = await stage.said('bob', 'get deploy')

    expect(answer).toMatch(/⚠|✕/)
    expect(answer).not.toContain('<h1>')
  })

  test('K6: a reset connection is tried again', async () => {
    inject({ fault: 'reset', when: 'before' }, { method: 'GET', path: /\/deployments/ })

    expect(await stage.said('bob', 'get deploy')).toContain('3 of 3')
  })

  test('K6: half an answer is no answer', async () => {
    inject({ fault: 'truncate' }, { method: 'GET', path: /\/deployments/ }, Infinity)

    expect(await stage.said('bob', 'get deploy')).toMatch(/⚠|✕/)
  })
})

describe('K15: the cluster is not as the plan assumed', () => {
  test('K15: replicas changed meanwhile: refused, nothing written', async () => {
    const answer = await between('scale deploy/web 5', () =>
      admin.patch('shop/deployments/web', { spec: { replicas: 4 } }),
    )

    expect(answer).toContain('was refused. Nothing was changed.')
    expect(await admin.read('shop/deployments/web')).toContain('"replicas":4')
  })

  test('K15: deleted meanwhile: said, nothing written', async () => {
    const answer = await between('scale deploy/api 3', () => admin.remove('shop/deployments/api'))

    expect(answer).toContain('Scaling of deployment/api in shop was refused. Nothing was changed.')
  })

  test('K15: deleted and made anew under the same name: another uid, refused', async () => {
    const object: unknown = JSON.parse(await admin.read('shop/deployments/worker'))
    const answer = await between('scale deploy/worker 2', async () => {
      await admin.remove('shop/deployments/worker')
      await admin.create('shop/deployments', anew(object))
    })

    expect(answer).toContain('Scaling of deployment/worker in shop was refused')
    expect(await admin.read('shop/deployments/worker')).toContain('"replicas":1')
  })

  test('K15: a quota that is full is warned of, and the verdict names it', async () => {
    await admin.create('shop/resourcequotas', {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'small', namespace: 'shop' },
      spec: { hard: { pods: '9' } },
    })
    expect(await stage.said('bob', 'scale deploy/web 8 --dry-run')).toMatch(
      /⚠ Quota small leaves room for \d/,
    )
    await admin.remove('shop/resourcequotas/small')
  })

  test.each([
    [409, 'conflict'],
    [422, 'invalid'],
    [403, 'admission or rights'],
  ])('K15: %i at the write (%s): said, sent once, and may be asked again', async (code) => {
    inject({ fault: 'status', code }, { method: 'PATCH' }, Infinity)
    const before = patches()
    const answer = await stage.said('alice', 'scale deploy/web 2', 'shop')

    expect(answer).toContain('was refused. Nothing was changed.')
    expect(patches() - before).toBe(1)
  })

  test('K15: the answer to a write is lost: it is looked up, never sent twice', async () => {
    inject({ fault: 'reset', when: 'after' }, { method: 'PATCH' })
    const before = patches()
    const answer = await stage.said('alice', 'scale deploy/web 3', 'shop')

    expect(answer).toContain('✓ Scaled deployment/web in shop')
    expect(patches() - before).toBe(1)
  })

  test('K15: a write that never arrived is told as not known, and not sent again', async () => {
    inject({ fault: 'reset', when: 'before' }, { method: 'PATCH' }, Infinity)
    const before = patches()
    const answer = await stage.said('alice', 'scale deploy/web 5', 'shop')

    expect(answer).toContain('⚠ Scaling of deployment/web in shop : it is not known')
    expect(answer).toContain('It was not sent again.')
    expect(patches() - before).toBe(1)
  })
})

describe('K17: two people restart the same thing within a second', () => {
  test('K17: one rollout, both told', async () => {
    const before = patches()
    const answers = [
      await stage.said('bob', 'restart deploy/web'),
      await stage.said('alice', 'restart deploy/web'),
    ]

    expect(patches() - before).toBe(1)
    expect(answers[0]).toContain('✓ Restarted deployment/web')
    expect(answers[1]).toContain('✓ Restarted deployment/web')
    expect(answers[1]).toMatch(/<@U07A1KX94QM>/)
  })
})

/** The same object as somebody would create it again. */
function anew(object: unknown): unknown {
  if (typeof object !== 'object' || object === null || !('spec' in object))
    throw new Error('no object')
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'worker', namespace: 'shop' },
    spec: object.spec,
  }
}
