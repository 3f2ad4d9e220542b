import { describe, expect, test } from 'vitest'
import { KubeObject } from '../../src/core/resource.ts'
import { answer } from '../support/kube-server.ts'
import { callContext, kubeSession, PODS } from '../support/kube-session.ts'

const WEB = { kind: PODS, namespace: 'shop', name: 'web' }
const PATH = '/api/v1/namespaces/shop/pods/web'
const web = { metadata: { name: 'web', namespace: 'shop' } }

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
