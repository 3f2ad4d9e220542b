import { describe, expect, test } from 'vitest'
import { answer, refuse } from '../../support/kube-server.ts'
import { watchRig, type WatchRig } from '../../support/watched-pods.ts'
import { until } from '../../support/patience.ts'

const pod = (name: string, version = '5', type = 'ADDED') =>
  `${JSON.stringify({ type, object: { metadata: { name, namespace: 'shop', uid: `u-${name}`, resourceVersion: version } } })}\n`
const end = (version = '77') =>
  `${JSON.stringify({ type: 'BOOKMARK', object: { metadata: { resourceVersion: version, annotations: { 'k8s.io/initial-events-end': 'true' } } } })}\n`

/** Against a server that says it can begin a watch with all there is. */
async function rigOf(version = 'v1.34.1'): Promise<WatchRig> {
  const rig = await watchRig()
  rig.server.on(({ path }, response) => {
    if (path !== '/version') return false
    return answer(response, 200, { gitVersion: version })
  })
  return rig
}
const firstWatch = ({ server }: WatchRig) =>
  server.all.find(({ path, query }) => path.endsWith('/pods') && query.has('watch'))

test('a server that can is asked for all there is as the beginning of the watch', async () => {
  const rig = await rigOf()
  const { api, watching, heard } = rig
  api.instead('watch', 1, (_seen, response) => {
    response.writeHead(200)
    response.write(pod('a') + pod('b'))
  })
  await watching.start()
  await until(() => heard.length === 2)

  expect(heard).toEqual(['+a (initial)', '+b (initial)'])
  expect(watching.look.knows('pods')).toBe(false)
  expect(watching.states()[0]?.state).toBe('starting')
  expect(Object.fromEntries(firstWatch(rig)?.query ?? [])).toEqual({
    watch: '1',
    allowWatchBookmarks: 'true',
    sendInitialEvents: 'true',
    resourceVersionMatch: 'NotOlderThan',
    timeoutSeconds: '450',
  })
})

test('with the end mark it is complete, and the same stream goes on with changes', async () => {
  const { api, watching, heard } = await rigOf()
  api.instead('watch', 1, (_seen, response) => {
    response.writeHead(200)
    response.write(pod('a') + pod('b') + pod('b', '6', 'DELETED') + end() + pod('c', '78'))
  })
  await watching.start()
  await watching.synced()
  await until(() => heard.length === 2)

  expect(heard).toEqual(['+a (initial)', '+c'])
  expect(watching.states()[0]).toMatchObject({ state: 'watching', objects: 2, restarts: 0 })
  expect(api.asked).toEqual(['watch null'])
})

test('one that breaks in the middle deletes nothing and begins anew', async () => {
  const { api, watching, heard } = await rigOf()
  api.instead('watch', 1, (_seen, response) => {
    response.writeHead(200)
    response.end(pod('gone') + pod('a') + end('50'))
  })
  api.instead('watch', 1, (_seen, response) => refuse(response, 410, { reason: 'Expired' }))
  api.instead('watch', 1, (_seen, response) => {
    response.writeHead(200)
    response.write(pod('a'), () => response.destroy())
  })
  api.instead('watch', 1, (_seen, response) => {
    response.writeHead(200)
    response.write(pod('a') + end())
  })
  await watching.start()
  await until(() => heard.length === 3)

  expect(heard).toEqual(['+gone (initial)', '+a (initial)', '-gone (initial)'])
  expect(api.asked).toEqual(['watch null', 'watch 50', 'watch null', 'watch null'])
})

describe('a server that does not do it gives its list in pages, and is not asked again', () => {
  test.each([
    ['refuses it', 422],
    ['does not understand it', 400],
  ])('one that %s', async (_name, status) => {
    const { api, watching, heard } = await rigOf()
    api.quietly(() => api.put('web'))
    api.instead('watch', 1, (_seen, response) => refuse(response, status, { reason: 'Invalid' }))
    await watching.start()
    await until(() => api.watchers() === 1)
    api.instead('watch', 1, (_seen, response) => refuse(response, 410, { reason: 'Expired' }))
    api.end()
    await until(() => api.watchers() === 1 && api.asked.length === 6)

    expect(heard).toEqual(['+web (initial)'])
    expect(api.asked).toEqual(['watch null', 'list', 'watch 11', 'watch 11', 'list', 'watch 11'])
  })

  test('one that takes it for an ordinary watch: after half a minute without the end mark', async () => {
    const { api, watching, heard, clock } = await rigOf()
    api.quietly(() => api.put('web'))
    api.instead('watch', 1, (_seen, response) => {
      response.writeHead(200)
      response.write(pod('other'))
    })
    await watching.start()
    await until(() => heard.length === 1)
    clock.pass(30_000)
    clock.expire()
    await until(() => api.watchers() === 1)

    expect(heard).toEqual(['+other (initial)', '+web (initial)', '-other (initial)'])
    expect(api.asked).toEqual(['watch null', 'list', 'watch 11'])
  })

  test('one that ends the watch before the end mark', async () => {
    const { api, watching } = await rigOf()
    api.instead('watch', 1, (_seen, response) => answer(response, 200, pod('other')))
    await watching.start()
    await until(() => api.watchers() === 1)

    expect(api.asked).toEqual(['watch null', 'list', 'watch 10'])
    expect(watching.look.list('pods')).toEqual([])
  })
})

test.each(['v1.20.2', 'v1.31.4', 'v1.33.9-eks-1a2b3c4', 'unknown'])(
  'version %s is not even asked',
  async (version) => {
    const { api, watching } = await rigOf(version)
    await watching.start()
    await until(() => api.watchers() === 1)

    expect(api.asked).toEqual(['list', 'watch 10'])
  },
)

test.each(['v1.34.0', 'v1.35.2+k3s1', 'v2.0.0'])('version %s is asked', async (version) => {
  const { api, watching } = await rigOf(version)
  api.instead('watch', 1, (_seen, response) => {
    response.writeHead(200)
    response.write(end())
  })
  await watching.start()
  await watching.synced()

  expect(api.asked).toEqual(['watch null'])
})
