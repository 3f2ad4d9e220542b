import { afterEach, expect, test } from 'vitest'
import { createHealthServer } from '../../src/telemetry/health-server.ts'

const reasons: string[] = []
const server = createHealthServer({ port: 0, host: '127.0.0.1', unready: () => reasons })
const ask = (path: string, method = 'GET') =>
  fetch(`http://127.0.0.1:${server.port()}${path}`, { method })

afterEach(async () => {
  reasons.length = 0
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

  await expect(second.start()).rejects.toThrow('EADDRINUSE')
})
