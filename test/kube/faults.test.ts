import { describe, expect, test, vi } from 'vitest'
import { KubeObject } from '../../src/core/resource.ts'
import { createClusters } from '../../src/kube/clusters.ts'
import { ClusterSettings } from '../../src/kube/settings.ts'
import { fakeLog } from '../support/fake-log.ts'
import { kubeClock } from '../support/kube-clock.ts'
import { answer, kubeServer, refuse } from '../support/kube-server.ts'
import { callContext, failureOf, kubeconfig, kubeSession, PODS } from '../support/kube-session.ts'

const WEB = { kind: PODS, namespace: 'shop', name: 'web' }
const PATH = '/api/v1/namespaces/shop/pods/web'
const web = { metadata: { name: 'web', namespace: 'shop' } }

describe('a read that meets a passing fault is repeated', () => {
  test('429: after as long as the server asks for', async () => {
    const { server, session, clock } = await kubeSession()
    let asked = 0
    server.on((seen, response) => {
      if (seen.path !== PATH) return false
      if (asked++ === 0) return refuse(response, 429, {}, { 'retry-after': '3' })
      return answer(response, 200, web)
    })

    await session.reader.get(WEB, KubeObject)

    expect(clock.pauses).toHaveLength(1)
    expect(clock.pauses[0]).toBeGreaterThanOrEqual(3000)
  })

  test('429: a longer wait than a chat can bear is told instead', async () => {
    const { server, session, clock } = await kubeSession()
    server.on(
      (seen, response) => seen.path === PATH && refuse(response, 429, {}, { 'retry-after': '60' }),
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

describe('K19: a dead cluster slows nobody', () => {
  const parts = () => ({ clock: kubeClock(), log: fakeLog(), env: {}, version: '1' })
  const settings = (name: string, server: string) =>
    ClusterSettings.parse({ name, kubeconfig: kubeconfig(server) })

  test('of twenty clusters nineteen answer, and the dead one is shown as such', async () => {
    const server = await kubeServer()
    const names = Array.from({ length: 19 }, (_, i) => settings(`c${i}`, server.url))
    const clusters = createClusters([settings('dead', 'http://127.0.0.1:1'), ...names], parts())

    await clusters.selfTest(new AbortController().signal)
    const dead = await failureOf(clusters.open('dead', callContext()).reader.kinds())
    const kinds = await clusters.open('c7', callContext()).reader.kinds()

    expect(dead).toMatchObject({ name: 'UnavailableError', code: 'cluster-unreachable' })
    expect(kinds.length).toBeGreaterThan(3)
    expect(clusters.health().filter(({ state }) => state === 'reachable')).toHaveLength(19)
    expect(clusters.health()[0]).toMatchObject({
      state: 'unreachable',
      lastError: expect.any(String),
    })
    await clusters.close()
    await server.close()
  })

  test('after five failures in a row nobody waits for it any more, until one call may try', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { server, session, clock } = await kubeSession()
    await session.reader.kinds()
    let down = true
    server.on((seen, response) => {
      if (seen.path !== PATH) return false
      if (!down) return answer(response, 200, web)
      return void response.socket?.resetAndDestroy()
    })
    await failureOf(session.reader.get(WEB, KubeObject))
    await failureOf(session.reader.get(WEB, KubeObject))
    const before = server.seen.length

    const error = await failureOf(session.reader.get(WEB, KubeObject))

    expect(error).toMatchObject({ code: 'cluster-unreachable', retryAfter: 10 })
    expect(server.seen.length).toBe(before)
    expect(clock.pauses.length).toBeLessThan(8)

    down = false
    vi.advanceTimersByTime(11_000)
    expect(await session.reader.get(WEB, KubeObject)).toMatchObject(web)
    vi.useRealTimers()
  })

  test('a cluster that is set up wrongly is named and leaves the others alone', async () => {
    const server = await kubeServer()
    const wrong = ClusterSettings.parse({ name: 'wrong', kubeconfig: '/nowhere/config' })
    const clusters = createClusters([wrong, settings('right', server.url)], parts())

    expect(clusters.problems).toEqual([expect.stringContaining('cluster wrong:')])
    expect(() => clusters.open('wrong', callContext())).toThrow(
      expect.objectContaining({ code: 'cluster-misconfigured' }),
    )
    await clusters.selfTest(new AbortController().signal)
    expect(await clusters.open('right', callContext()).reader.kinds()).not.toEqual([])
    await clusters.close()
    await server.close()
  })

  test('when no cluster at all can be set up, every reason is told at once', () => {
    const wrong = (name: string) => ClusterSettings.parse({ name, inCluster: true })

    expect(() => createClusters([wrong('a'), wrong('b')], parts())).toThrow(
      expect.objectContaining({
        name: 'ConfigError',
        problems: [expect.stringContaining('cluster a'), expect.stringContaining('cluster b')],
      }),
    )
  })
})

describe('L4: many commands at once', () => {
  test('200 calls never use more connections than allowed', async () => {
    const { server, session } = await kubeSession({ maxConcurrent: 4 })
    let running = 0
    let most = 0
    server.on((seen, response) => {
      if (seen.path !== PATH) return false
      most = Math.max(most, ++running)
      setImmediate(() => {
        running--
        answer(response, 200, web)
      })
      return undefined
    })

    await Promise.all(Array.from({ length: 200 }, () => session.reader.get(WEB, KubeObject)))

    expect(most).toBeLessThanOrEqual(4)
    expect(server.connections()).toBeLessThanOrEqual(4)
  })

  test('one person with many calls does not hold up another with one', async () => {
    const { server, clusters } = await kubeSession({ maxConcurrent: 1 })
    const order: string[] = []
    server.on((seen, response) => {
      if (seen.path !== PATH) return false
      order.push(seen.header('impersonate-user')[0] ?? '')
      return answer(response, 200, web)
    })
    const open = (user: string) =>
      clusters.open('c1', callContext({ actor: { ...callContext().actor, user } })).reader
    await open('ann').kinds()

    await Promise.all([
      ...Array.from({ length: 20 }, () => open('ann').get(WEB, KubeObject)),
      open('bob').get(WEB, KubeObject),
    ])

    expect(order).toHaveLength(21)
    expect(order.indexOf('bob')).toBeLessThanOrEqual(2)
  })

  test('more than may wait are refused at once and told to come back', async () => {
    const { server, session } = await kubeSession({ maxConcurrent: 1, maxWaiting: 2 })
    server.on((seen, response) => seen.path === PATH && answer(response, 200, web))
    await session.reader.version()

    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => session.reader.get(WEB, KubeObject)),
    )

    const refused = results.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(7)
    expect(refused[0]).toMatchObject({ reason: { code: 'cluster-busy', retryAfter: 5 } })
  })
})
