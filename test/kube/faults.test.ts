import { describe, expect, test } from 'vitest'
import { KubeObject } from '../../src/core/resource.ts'
import { answer, refuse } from '../support/kube-server.ts'
import { failureOf, kubeSession, PODS } from '../support/kube-session.ts'

const WEB = { kind: PODS, namespace: 'shop', name: 'web' }
const PATH = '/api/v1/namespaces/shop/pods/web'
const web = { metadata: { name: 'web', namespace: 'shop' } }

describe('a read that meets a passing fault is repeated', () => {
  test('429: after as long as the server asks for', async () => {
    const { server, session, clock } = await kubeSession()
    let asked = 0
    server.on((seen, response) => {
      if (seen.path !== PATH) return false
      if (asked++ === 0)
        return refuse(response, { status: 429, headers: { 'retry-after': '3' } }, {})
      return answer(response, 200, web)
    })

    await session.reader.get(WEB, KubeObject)

    expect(clock.pauses).toHaveLength(1)
    expect(clock.pauses[0]).toBeGreaterThanOrEqual(3000)
  })

  test('429: a longer wait than a chat can bear is told instead', async () => {
    const { server, session, clock } = await kubeSession()
    server.on(
      (seen, response) =>
        seen.path === PATH &&
        refuse(response, { status: 429, headers: { 'retry-after': '60' } }, {}),
    )

    const error = await failureOf(session.reader.get(WEB, KubeObject))

    expect(error).toMatchObject({ code: 'cluster-busy', retryAfter: 60 })
    expect(clock.pauses).toEqual([])
  })

  test('K6: 503 from a gateway four times in a row', async () => {
    const { server, session, clock } = await kubeSession()
    server.on((seen, response) => seen.path === PATH && answer(response, 503, 'no upstream s3cret'))

    const error = await failureOf(session.reader.get(WEB, KubeObject))

    expect(error).toMatchObject({ name: 'UnavailableError', code: 'cluster-unreachable' })
    expect(String(error)).not.toContain('s3cret')
    expect(clock.pauses).toHaveLength(3)
    expect(server.seen.filter(({ path }) => path === PATH)).toHaveLength(4)
  })

  test('a connection that is reset', async () => {
    const { server, session } = await kubeSession()
    let asked = 0
    server.on((seen, response) => {
      if (seen.path !== PATH) return false
      if (asked++ === 0) return void response.socket?.resetAndDestroy()
      return answer(response, 200, web)
    })

    expect(await session.reader.get(WEB, KubeObject)).toMatchObject(web)
  })

  test('a connection that breaks in the middle of the answer', async () => {
    const { server, session } = await kubeSession()
    let asked = 0
    server.on((seen, response) => {
      if (seen.path !== PATH) return false
      if (asked++ > 0) return answer(response, 200, web)
      response.writeHead(200, { 'content-length': '1000' })
      response.write('{"metadata":')
      setImmediate(() => response.socket?.resetAndDestroy())
    })

    expect(await session.reader.get(WEB, KubeObject)).toMatchObject(web)
  })
})

test('K6: 403 and 404 are answers and are not repeated', async () => {
  const { server, session } = await kubeSession()
  const said =
    'pods "web" is forbidden: User "ann@example.com" cannot get resource "pods" in API group ""'
  server.on(
    (seen, response) =>
      seen.path === PATH && refuse(response, 403, { message: said, reason: 'Forbidden' }),
  )
  server.on(
    (seen, response) =>
      seen.path.endsWith('/gone') &&
      refuse(response, 404, { details: { name: 'gone', kind: 'pods' } }),
  )

  const forbidden = await failureOf(session.reader.get(WEB, KubeObject))
  const missing = await failureOf(session.reader.get({ ...WEB, name: 'gone' }, KubeObject))
  const gone = await failureOf(
    session.reader.get({ ...WEB, kind: { ...PODS, resource: 'widgets' } }, KubeObject),
  )

  expect(forbidden).toMatchObject({
    code: 'kubernetes-forbidden',
    right: {
      user: 'ann@example.com',
      verb: 'get',
      resource: 'pods',
      namespace: 'shop',
      name: 'web',
    },
  })
  expect(missing).toMatchObject({
    code: 'object-not-found',
    message: 'There is no pod gone in shop.',
  })
  expect(gone).toMatchObject({ code: 'kind-gone' })
  expect(server.seen).toHaveLength(3)
})
