import { unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { KubeClock } from '../../support/kube-clock.ts'
import { answer, refuse } from '../../support/kube-server.ts'
import { folder, kubeconfig } from '../../support/kube-session.ts'
import { PODS_PATH, watchingRig, watchRig } from '../../support/watched-pods.ts'
import { until } from '../../support/patience.ts'

const tick = async () => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve))
}

test('K7: a server that accepts and says nothing any more is noticed within 45 s', async () => {
  const { server, api, clock, watching } = await watchingRig()
  let frozen = true
  server.on(() => (frozen ? undefined : false))
  const before = clock.monotonic()
  for (let passed = 0; passed < 30_000; passed += 5000) {
    clock.pass(5000)
    clock.expire()
    await tick()
  }
  await server.arrived('/version')
  clock.pass(10_000)
  clock.expire()

  await until(() => watching.states()[0]?.state === 'stalled')

  expect(clock.monotonic() - before).toBeLessThanOrEqual(45_000)
  expect(watching.states()[0]?.error).toBe('Cluster c1 did not answer in time (watch pods).')
  frozen = false
  api.end('by reset')
  await until(() => watching.states()[0]?.state === 'watching')
})

const silence = async (clock: KubeClock) => {
  for (let passed = 0; passed < 75_000; passed += 5000) {
    clock.pass(5000)
    clock.expire()
    await tick()
  }
}

test('K7: a stream that a proxy keeps open without its other end is taken up again', async () => {
  const { api, clock, heard, watching, log } = await watchingRig()
  const before = api.asked.length
  const began = clock.now()

  await silence(clock)

  // The list is of one object: to see whether the server still knows the version.
  await until(() => api.asked.includes('watch 11', before))
  expect(api.asked.slice(before)).toEqual(['list', 'watch 11'])
  await until(() => Number(watching.states()[0]?.lastHeard) > began.getTime())
  expect(heard).toEqual(['+web (initial)'])
  expect(watching.states()[0]).toMatchObject({ state: 'watching', restarts: 1 })
  expect(log.lines.filter(({ level }) => level === 'warn')).toEqual([])
})

test('K3: a server whose store was set back is silent from the version that was seen; the silence leads to a list', async () => {
  const { api, clock, heard, watching } = await watchingRig()
  api.quietly(() => {
    api.remove('web')
    api.put('older')
  })
  api.instead('list', 1, (_seen, response) =>
    answer(response, 200, { metadata: { resourceVersion: '9' }, items: [] }),
  )
  const before = api.asked.length

  await silence(clock)
  await until(() => heard.length === 3)

  expect(api.asked.slice(before, before + 2)).toEqual(['list', 'list'])
  expect(watching.look.list('pods').map(({ name }) => name)).toEqual(['older'])
})

test('K8: an hour of nothing but bookmarks: no new connection, and the version goes on', async () => {
  const { api, clock, server } = await watchingRig()
  const asked = api.asked.length
  for (let minute = 0; minute < 60; minute++) {
    api.bookmark()
    await tick()
    for (let i = 0; i < 12; i++) {
      clock.pass(5000)
      clock.expire()
      await tick()
    }
  }
  expect(api.asked).toHaveLength(asked)
  expect(server.connections()).toBeLessThanOrEqual(4)

  api.end('by reset')
  await until(() => api.asked.length > asked)
  expect(api.asked.at(-1)).toBe(`watch ${api.revision()}`)
})

describe('K9: a list of 20 000 pods in 40 pages', () => {
  const page = (number: number) => ({
    metadata: { resourceVersion: '77', continue: number < 39 ? String(number + 1) : '' },
    items: Array.from({ length: 500 }, (_, index) => ({
      metadata: {
        name: `p${number * 500 + index}`,
        namespace: 'shop',
        uid: `u${number * 500 + index}`,
        resourceVersion: '5',
      },
    })),
  })

  test('that expires on page 7 is begun anew, and nothing is deleted before it is complete', async () => {
    const { api, heard, watching } = await watchingRig()
    let expiredOnce = false
    let isThereOnPage7 = false
    api.instead('list', Number.POSITIVE_INFINITY, ({ query }, response) => {
      const number = Number(query.get('continue') ?? 0)
      if (number === 7 && !expiredOnce) {
        expiredOnce = true
        isThereOnPage7 = watching.look.get('pods', 'web', 'shop') !== undefined
        return refuse(response, 410, { reason: 'Expired', code: 410 })
      }
      return answer(response, 200, page(number))
    })
    api.instead('watch', 1, (_seen, response) => refuse(response, 410, { reason: 'Expired' }))

    api.end()
    await until(() => heard.length === 20_002)

    expect(heard.filter((what) => what.startsWith('-'))).toEqual(['-web (initial)'])
    expect(heard.at(-1)).toBe('-web (initial)')
    expect(isThereOnPage7).toBe(true)
    expect(watching.look.list('pods')).toHaveLength(20_000)
    expect(api.asked.filter((what) => what === 'list')).toHaveLength(1 + 8 + 40)
  })
})

describe('K13: credentials that are away', () => {
  test('a token file that is missing leaves the kind starting, says so, and is found once it is there', async () => {
    const home = folder()
    const token = join(home, 'token')
    const { server } = await watchRig()
    const path = kubeconfig(server.url, { tokenFile: token }, home)
    const { watching, clock, log } = await watchRig({}, { kubeconfig: path })

    await watching.start()
    await until(() => clock.pauses.length > 2)
    expect(watching.states()[0]).toMatchObject({ state: 'starting' })
    expect(watching.states()[0]?.error).toContain('cannot sign in to cluster c1')
    expect(log.lines.some(({ message }) => message.includes('credentials'))).toBe(true)

    writeFileSync(token, 't')
    await watching.synced()
    await until(() => watching.states()[0]?.state === 'watching')
    unlinkSync(token)
  })
})

describe('K14: objects and lines of any shape', () => {
  test.each([
    ['no metadata', {}],
    ['null', null],
    ['a string', 'pod'],
    ['no uid', { metadata: { name: 'x', resourceVersion: '12' } }],
    ['a number for a name', { metadata: { name: 1, uid: 'u', resourceVersion: '12' } }],
  ])('%s is skipped and counted, and the watch goes on', async (_name, object) => {
    const { api, heard, watching } = await watchingRig()

    api.say(`${JSON.stringify({ type: 'ADDED', object })}\n`)
    api.put('api')
    await until(() => heard.includes('+api'))

    expect(watching.states()[0]).toMatchObject({ malformed: 1, restarts: 0, objects: 2 })
  })

  test('odd values of fields are kept as they are', async () => {
    const { api, heard, watching } = await watchingRig()

    api.put('odd', { spec: 'none', status: { phase: ['?'], containers: null } })
    await until(() => heard.includes('+odd'))

    expect(watching.look.get('pods', 'odd', 'shop')?.body).toEqual({ status: { phase: ['?'] } })
  })

  test('an object of 1.5 MB with line separators in it is one event', async () => {
    const { api, heard, watching } = await watchingRig()

    api.put('big', { status: { phase: `a\u2028b\u2029${'x'.repeat(1_500_000)}` } })
    await until(() => heard.includes('+big'))

    expect(JSON.stringify(watching.look.get('pods', 'big', 'shop')?.body)).toContain('a\u2028b')
  })

  test('a line that is no JSON costs a list, for nobody knows what it said', async () => {
    const { api, heard, watching } = await watchingRig()
    const before = api.asked.length
    api.quietly(() => api.put('lost'))

    api.say('<html>sign in</html>\n')
    await until(() => heard.includes('+lost (initial)'))

    expect(api.asked[before]).toBe('list')
    expect(watching.look.list('pods')).toHaveLength(2)
  })

  test('a list that is a web page is no empty cluster', async () => {
    const { api, watching, heard } = await watchingRig()
    api.instead('watch', 1, (_seen, response) => refuse(response, 410, {}))
    api.instead('list', 2, (_seen, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end('<!doctype html>')
    })

    api.end()
    await until(() => api.watchers() === 1)

    expect(heard).toEqual(['+web (initial)'])
    expect(watching.look.list('pods')).toHaveLength(1)
  })
})

test('the first list asks for pages of 500 of the newest', async () => {
  const { server } = await watchingRig()
  const list = server.all.find(({ path, query }) => path === PODS_PATH && !query.has('watch'))
  const watch = server.all.find(({ path, query }) => path === PODS_PATH && query.has('watch'))

  expect(Object.fromEntries(list?.query ?? [])).toEqual({ limit: '500' })
  expect(Object.fromEntries(watch?.query ?? [])).toEqual({
    watch: '1',
    allowWatchBookmarks: 'true',
    resourceVersion: '11',
    timeoutSeconds: '450',
  })
})
