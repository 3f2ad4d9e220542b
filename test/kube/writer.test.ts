import { describe, expect, test } from 'vitest'
import { PATH, effect } from './scaling.ts'
import { KubeObject } from '../../src/core/resource.ts'
import { answer, refuse } from '../support/kube-server.ts'
import { callContext, DEPLOYMENTS, failureOf, kubeSession } from '../support/kube-session.ts'

const scaled = { kind: 'Scale', metadata: { name: 'web', uid: 'u1' }, spec: { replicas: 5 } }
const write = { dryRun: false }

test('a change is one JSON patch, and its audit id is kept', async () => {
  const { server, session } = await kubeSession()
  server.on(
    (seen, response) =>
      seen.path === PATH &&
      answer(response, { status: 200, headers: { 'audit-id': 'a-1' } }, scaled),
  )

  const applied = await session.writer.apply(effect, write)

  const [seen] = server.seen
  expect(applied).toEqual({ object: scaled, auditId: 'a-1' })
  expect(seen).toMatchObject({ method: 'PATCH', url: `${PATH}?fieldManager=deckwatch` })
  expect(seen?.header('content-type')).toEqual(['application/json-patch+json'])
  expect(seen?.header('impersonate-user')).toEqual(['ann@example.com'])
  expect(JSON.parse(seen?.body ?? '')).toEqual(effect.patch)
})

test('a dry run says so and may be repeated', async () => {
  const { server, session } = await kubeSession()
  let asked = 0
  server.on((seen, response) => {
    if (seen.path !== PATH) return false
    return asked++ === 0 ? void response.socket?.resetAndDestroy() : answer(response, 200, scaled)
  })

  await session.writer.apply(effect, { dryRun: true })

  expect(server.seen.map(({ query }) => query.get('dryRun'))).toEqual(['All', 'All'])
})

describe('a change whose answer is lost is never sent again', () => {
  test.each<[string, Parameters<typeof answer>[0] extends infer R ? (response: R) => void : never]>(
    [
      ['the connection is reset', (response) => void response.socket?.resetAndDestroy()],
      ['a gateway answers 502', (response) => answer(response, 502, 'bad gateway')],
      ['a gateway answers 503', (response) => answer(response, 503, 'unavailable')],
      [
        'the API server gave up waiting',
        (response) => refuse(response, 504, { reason: 'Timeout' }),
      ],
      [
        'etcd timed out',
        (response) => refuse(response, 500, { message: 'etcdserver: request timed out' }),
      ],
      ['the answer is no JSON', (response) => answer(response, 200, '<html>')],
      ['the answer is no object', (response) => answer(response, 200, { odd: true })],
    ],
  )('%s', async (_, respond) => {
    const { server, session } = await kubeSession()
    server.on((seen, response) => (seen.path === PATH ? respond(response) : false))

    const error = await failureOf(session.writer.apply(effect, write))

    expect(error).toMatchObject({ name: 'LostAnswerError', code: 'answer-lost' })
    expect(server.seen).toHaveLength(1)
  })

  test('the deadline passes', async () => {
    const { server, session, clock } = await kubeSession()
    server.on((seen) => seen.path === PATH && undefined)

    const writing = failureOf(session.writer.apply(effect, write))
    await server.arrived(PATH)
    clock.expire()

    expect(await writing).toMatchObject({ code: 'answer-lost' })
  })

  test('the person leaves', async () => {
    const stop = new AbortController()
    const { server, session } = await kubeSession({}, callContext({ signal: stop.signal }))
    server.on((seen) => seen.path === PATH && undefined)

    const writing = failureOf(session.writer.apply(effect, write))
    await server.arrived(PATH)
    stop.abort()

    expect(await writing).toMatchObject({ code: 'answer-lost' })
  })
})

test('a change that never left us is not called lost', async () => {
  const { server, session } = await kubeSession()
  await session.reader.kinds()
  server.stop()
  await failureOf(session.reader.list({ kind: DEPLOYMENTS }, KubeObject)) // finds the idle connections closed

  const error = await failureOf(session.writer.apply(effect, write))

  expect(error).toMatchObject({ name: 'UnavailableError', code: 'cluster-unreachable' })
})

test('K6: 401 did nothing, so even a change is sent again, once, with fresh credentials', async () => {
  const { server, session } = await kubeSession()
  let asked = 0
  server.on((seen, response) => {
    if (seen.path !== PATH) return false
    return asked++ === 0 ? refuse(response, 401) : answer(response, 200, scaled)
  })

  await session.writer.apply(effect, write)

  expect(server.seen).toHaveLength(2)
})
