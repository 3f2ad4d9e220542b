import { describe, expect, test } from 'vitest'
import { answer, refuse } from '../../support/kube-server.ts'
import { watchingRig, watchRig } from '../../support/watched-pods.ts'
import { until } from '../../support/patience.ts'

const expired = { reason: 'Expired', message: 'too old resource version', code: 410 }
const EXPIRED_EVENT = `${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', ...expired } })}\n`
const names = (rig: Awaited<ReturnType<typeof watchRig>>) =>
  rig.watching.look.list('pods').map(({ name }) => name)

test('K1: a watch that ends cleanly a hundred times is asked for at most once a second', async () => {
  const { api, clock, heard } = await watchingRig()
  api.instead('watch', 100, (_seen, response) => answer(response, 200, ''))
  const from = clock.monotonic()
  const before = api.asked.length

  api.end()
  await until(() => api.asked.length >= before + 101)

  const seconds = (clock.monotonic() - from) / 1000
  expect(101 / seconds).toBeLessThanOrEqual(1)
  expect(clock.pauses[0]).toBeCloseTo(1000, -1)
  expect(Math.max(...clock.pauses)).toBeLessThanOrEqual(30_000)
  expect(api.asked.slice(before).filter((what) => what === 'list')).toEqual([])
  expect(heard).toEqual(['+web (initial)'])
})

test('K1: after two quiet minutes the back-off begins anew', async () => {
  const { api, clock } = await watchingRig()
  api.instead('watch', 5, (_seen, response) => answer(response, 200, ''))
  api.end()
  await until(() => api.watchers() === 1 && clock.pauses.length === 6)
  clock.pass(150_000)

  api.end('by reset')
  await until(() => clock.pauses.length === 7)

  expect(clock.pauses.at(-1)).toBeCloseTo(1000, -1)
})

test('K2: a connection reset in the middle of a line applies no half event and goes on from there', async () => {
  const { api, heard, watching } = await watchingRig()
  api.put('api')
  await until(() => heard.includes('+api'))
  const seen = api.revision()
  api.say('{"type":"DELETED","object":{"metadata":{"name":"web"')
  await new Promise((resolve) => setTimeout(resolve, 20))
  const before = api.asked.length

  api.end('by reset')
  await until(() => api.watchers() === 1)
  api.put('web')
  await until(() => heard.includes('~web'))

  expect(api.asked.slice(before)).toEqual([`watch ${seen}`])
  expect(heard).toEqual(['+web (initial)', '+api', '~web'])
  expect(watching.look.get('pods', 'web', 'shop')).toBeDefined()
})

describe('K3: a version that the server no longer has costs a list, and no false delete', () => {
  test.each([
    ['as HTTP 410', (response: Parameters<typeof refuse>[0]) => refuse(response, 410, expired)],
    [
      'as an ERROR event',
      (response: Parameters<typeof refuse>[0]) => answer(response, 200, EXPIRED_EVENT),
    ],
    [
      'too large, as after a restore of etcd',
      (response: Parameters<typeof refuse>[0]) =>
        refuse(response, 504, {
          reason: 'Timeout',
          message: 'Too large resource version: 99, current: 5',
        }),
    ],
  ])('%s, ten in a row', async (_name, no) => {
    const rig = await watchingRig()
    const { api, heard } = rig
    api.instead('watch', 10, (_seen, response) => no(response))
    const before = api.asked.length

    api.end()
    await until(() => api.watchers() === 1)

    const lists = api.asked.slice(before).filter((what) => what === 'list')
    expect(lists).toHaveLength(10)
    expect(heard).toEqual(['+web (initial)'])
    expect(names(rig)).toEqual(['web'])
  })
})

test('K3: what happened in the gap is found by the list: gone, new, changed and made anew', async () => {
  const rig = await watchingRig()
  const { api, heard } = rig
  api.put('api')
  api.put('job')
  await until(() => heard.length === 3)
  api.quietly(() => {
    api.remove('job')
    api.remove('web')
    api.put('web')
    api.put('api')
    api.put('new')
  })
  api.instead('watch', 1, (_seen, response) => refuse(response, 410, expired))

  api.end()
  await until(() => heard.length === 8)

  expect(heard.slice(3).toSorted()).toEqual(
    [
      '-web (initial)',
      '+web (initial)',
      '~api (initial)',
      '+new (initial)',
      '-job (initial)',
    ].toSorted(),
  )
  expect(heard.indexOf('-web (initial)')).toBeLessThan(heard.indexOf('+web (initial)', 1))
  expect(names(rig).toSorted()).toEqual(['api', 'new', 'web'])
})

test('K5: 429 waits as long as asked, and the watch goes on without a list', async () => {
  const { api, clock } = await watchingRig()
  const busy = { status: 429, headers: { 'retry-after': '17' } }
  api.instead('watch', 3, (_seen, response) =>
    refuse(response, busy, { reason: 'TooManyRequests' }),
  )
  const before = api.asked.length
  const pauses = clock.pauses.length

  api.end('by reset')
  await until(() => api.watchers() === 1)

  expect(api.asked.slice(before).map((what) => what.split(' ')[0])).toEqual(Array(4).fill('watch'))
  expect(clock.pauses.slice(pauses + 1)).toEqual([17_000, 17_000, 17_000])
})

test('K5: 429 on the first list waits as well', async () => {
  const { api, clock, watching } = await watchRig()
  const busy = { status: 429, headers: { 'retry-after': '9' } }
  api.instead('list', 1, (_seen, response) => refuse(response, busy, {}))

  await watching.start()
  await watching.synced()

  expect(clock.pauses).toEqual([9000])
})

test('K6: 403 degrades that kind only, says so, is asked for again each minute, and comes back', async () => {
  const { api, watching, clock } = await watchRig({
    keepings: [
      { group: '', resource: 'pods', paths: [] },
      { group: '', resource: 'nodes', paths: [] },
    ],
  })
  const said = 'pods is forbidden: User "bot" cannot list resource "pods" in API group ""'
  let granted = false
  api.instead('list', Number.POSITIVE_INFINITY, (_seen, response) =>
    granted
      ? answer(response, 200, { metadata: { resourceVersion: '10' }, items: [] })
      : refuse(response, 403, { reason: 'Forbidden', message: said }),
  )

  await watching.start()
  await until(() => watching.states()[0]?.state === 'forbidden')

  expect(watching.states()[0]).toMatchObject({
    state: 'forbidden',
    error: 'Kubernetes refused: user deckwatch cannot watch pods on cluster c1.',
  })
  expect(watching.look.knows('pods')).toBe(false)
  expect(clock.pauses.every((pause) => pause >= 60_000 || pause < 31_000)).toBe(true)
  expect(clock.pauses).toContain(60_000)
  granted = true
  await until(() => watching.states()[0]?.state === 'watching')
  expect(watching.look.knows('pods')).toBe(true)
})

test('K6: a kind that is not served is gone, and everything else is synced', async () => {
  const { watching, heard, api } = await watchRig({
    keepings: [
      { group: '', resource: 'pods', paths: [] },
      { group: 'example.com', resource: 'widgets', paths: [] },
    ],
  })
  api.quietly(() => api.put('web'))

  await watching.start()
  await watching.synced()
  await until(() => heard.length === 1)

  expect(watching.states().map(({ state }) => state)).toEqual(['watching', 'gone'])
  expect(watching.look.knows('widgets.example.com')).toBe(false)
})

test('K6: 401 reads the credentials anew and asks once more; 503 backs off', async () => {
  const { api, watching, clock } = await watchRig()
  api.instead('list', 1, (_seen, response) => refuse(response, 401, { reason: 'Unauthorized' }))
  await watching.start()
  await watching.synced()
  expect(api.asked.slice(0, 2)).toEqual(['list', 'list'])
  expect(clock.pauses).toEqual([])

  await until(() => api.watchers() === 1)
  api.instead('watch', 2, (_seen, response) => answer(response, 503, 'no upstream'))
  api.end('by reset')
  await until(() => api.watchers() === 1)
  expect(clock.pauses).toHaveLength(3)
})
