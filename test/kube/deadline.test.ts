import { expect, test } from 'vitest'
import { KubeObject } from '../../src/core/resource.ts'
import { callContext, failureOf, kubeSession, PODS } from '../support/kube-session.ts'

const WEB = { kind: PODS, namespace: 'shop', name: 'web' }
const PATH = '/api/v1/namespaces/shop/pods/web'

test('K7: a server that takes the call and never answers ends at the deadline', async () => {
  const { server, session, clock } = await kubeSession()
  server.on((seen) => seen.path === PATH && undefined)

  const reading = failureOf(session.reader.get(WEB, KubeObject))
  await server.arrived(PATH)
  clock.expire()

  expect(await reading).toMatchObject({ name: 'UnavailableError', code: 'cluster-timeout' })
})

test('K7: an answer that stops half way ends at the deadline too', async () => {
  const { server, session, clock } = await kubeSession()
  server.on((seen, response) => {
    if (seen.path !== PATH) return false
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write('{"metadata":')
    return undefined
  })

  const reading = failureOf(session.reader.get(WEB, KubeObject))
  await server.arrived(PATH)
  await new Promise((resolve) => setImmediate(resolve))
  clock.expire()

  expect(await reading).toMatchObject({ code: 'cluster-timeout' })
})

test('a request that is cancelled ends its calls at once', async () => {
  const stop = new AbortController()
  const { server, session, clusters } = await kubeSession({}, callContext({ signal: stop.signal }))
  server.on((seen) => seen.path === PATH && undefined)

  const reading = failureOf(session.reader.get(WEB, KubeObject))
  await server.arrived(PATH)
  stop.abort()

  expect(await reading).toMatchObject({ code: 'cancelled' })
  expect(clusters.health()).toMatchObject([{ state: 'reachable' }])
})
