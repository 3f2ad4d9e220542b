import { get, type RequestOptions } from 'node:http'
import { networkInterfaces } from 'node:os'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { createHealthServer } from '../../src/telemetry/health-server.ts'

const reasons: string[] = []
const without: string[] = []
const server = createHealthServer({
  port: 0,
  host: '127.0.0.1',
  unready: () => reasons,
  missing: () => without,
})
const ask = (path: string, method = 'GET') =>
  fetch(`http://127.0.0.1:${server.port()}${path}`, { method })

afterEach(async () => {
  reasons.length = 0
  without.length = 0
  await server.stop()
})

test('it is alive while it answers, and ready when no part objects', async () => {
  await server.start()

  expect((await ask('/livez')).status).toBe(200)
  expect((await ask('/readyz')).status).toBe(200)
  expect(server.unready()).toBeUndefined()
})

test('it is not ready while a part is not, says which, and is still alive', async () => {
  await server.start()
  reasons.push('slack: no connection')

  const answer = await ask('/readyz?verbose')

  expect(answer.status).toBe(503)
  expect(await answer.text()).toContain('slack: no connection')
  expect((await ask('/livez')).status).toBe(200)
})

test('what it serves without is told, and keeps nobody away', async () => {
  await server.start()
  without.push('store: away')

  const ready = await ask('/readyz')
  expect([ready.status, await ready.text()]).toEqual([200, 'ok\nstore: away\n'])
  expect(await (await ask('/livez')).text()).toBe('ok\n')

  reasons.push('slack: no connection')
  const unready = await ask('/readyz')
  expect([unready.status, await unready.text()]).toEqual([
    503,
    'slack: no connection\nstore: away\n',
  ])
})

test('it answers nothing else', async () => {
  await server.start()

  expect((await ask('/')).status).toBe(404)
  expect((await ask('/livez', 'POST')).status).toBe(405)
})

test('a taken port is an error at start', async () => {
  await server.start()
  const second = createHealthServer({
    port: server.port() ?? 0,
    host: '127.0.0.1',
    unready: () => [],
  })

  await expect(second.start()).rejects.toThrow(/health\.port: cannot listen on .*EADDRINUSE/)
})

test('the status is told to this machine alone, and never with a token in it', async () => {
  const told = createHealthServer({
    port: 0,
    unready: () => [],
    status: async () => ({ lastError: 'token xoxb-1234567890-abc refused' }),
  })
  await told.start()
  onTestFinished(() => told.stop())
  const at = `127.0.0.1:${told.port()}`

  const answer = await fetch(`http://${at}/status`)
  expect(await answer.json()).toEqual({ lastError: 'token [secret] refused' })
  expect(await statusOf({ port: told.port(), headers: { host: 'evil.example' } })).toBe(403)
  expect((await fetch(`http://${at}/status`, { method: 'POST' })).status).toBe(405)
  const outside = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
  const answers = await Promise.all(
    outside.map(({ address }) => fetch(`http://${address}:${told.port()}/status`)),
  )
  expect(answers.filter(({ status }) => status !== 403)).toEqual([])
})

test('a status that cannot be told is an error, and ends nothing', async () => {
  const broken = createHealthServer({
    port: 0,
    unready: () => [],
    status: () => Promise.reject(new Error('xoxb-1234567890-abc')),
  })
  await broken.start()
  onTestFinished(() => broken.stop())

  const answer = await fetch(`http://127.0.0.1:${broken.port()}/status`)

  expect(answer.status).toBe(500)
  expect(await answer.text()).toBe('the status cannot be told\n')
})

/** `fetch` writes the host header itself. */
const statusOf = ({ port, headers }: Pick<RequestOptions, 'port' | 'headers'>) =>
  new Promise<number | undefined>((resolve, reject) => {
    get({ host: '127.0.0.1', path: '/status', port, headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    }).on('error', reject)
  })
test('/metrics shows the numbers, to GET alone', async () => {
  const metrics = { contentType: 'text/plain; version=0.0.4', page: async () => 'up 1\n' }
  const counting = createHealthServer({
    port: 0,
    host: '127.0.0.1',
    unready: () => ['slack: away'],
    metrics,
  })
  await counting.start()
  const address = `http://127.0.0.1:${counting.port()}/metrics`
  const answer = await fetch(address)

  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe(metrics.contentType)
  expect(await answer.text()).toBe('up 1\n')
  expect((await fetch(address, { method: 'POST' })).status).toBe(405)
  await counting.stop()
})

test('without numbers there is no such page', async () => {
  await server.start()

  expect((await ask('/metrics')).status).toBe(404)
})
