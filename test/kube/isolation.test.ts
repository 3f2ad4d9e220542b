import { describe, expect, test, vi } from 'vitest'
import { KubeObject } from '../../src/core/resource.ts'
import { createClusters } from '../../src/kube/clusters.ts'
import { ClusterSettings } from '../../src/kube/settings.ts'
import { fakeLog } from '../support/fake-log.ts'
import { kubeClock } from '../support/kube-clock.ts'
import { answer, kubeServer } from '../support/kube-server.ts'
import { callContext, failureOf, kubeconfig, kubeSession, PODS } from '../support/kube-session.ts'
import { saying } from '../support/saying.ts'
import { noMeter } from '../../src/core/meter.ts'

const WEB = { kind: PODS, namespace: 'shop', name: 'web' }
const PATH = '/api/v1/namespaces/shop/pods/web'
const web = { metadata: { name: 'web', namespace: 'shop' } }

describe('K19: a dead cluster slows nobody', () => {
  const parts = () => ({
    clock: kubeClock(),
    log: fakeLog(),
    env: {},
    meter: noMeter,
    version: '1',
  })
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
      lastError: saying(''),
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

    expect(clusters.problems).toEqual([saying('cluster wrong:')])
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
        problems: [saying('cluster a'), saying('cluster b')],
      }),
    )
  })
})
