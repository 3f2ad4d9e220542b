import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect } from '../../../src/slack/socket/connection.ts'
import { fakeClock, type FakeClock } from '../../support/fake-clock.ts'
import { fakeLog } from '../../support/fake-log.ts'
import { type SlackServer, slackServer } from '../../support/slack-server.ts'
import { until } from '../../support/patience.ts'

let server: SlackServer
let clock: FakeClock
let taken: string[]
const open = () =>
  connect(server.url.replace('http', 'ws'), {
    clock,
    log: fakeLog(),
    onEnvelope: ({ envelope_id: id }) => void taken.push(id),
  })

beforeEach(async () => {
  server = await slackServer()
  clock = fakeClock()
  taken = []
})
afterEach(() => server.close())

test('S7: no hello within 15 s is a failed attempt', async () => {
  server.onSocket(() => {})
  const attempt = open().catch((error: unknown) => String(error))
  await until(() => server.sockets.size === 1)
  await clock.advance(15_000)

  expect(await attempt).toContain('no hello within 15 s')
  await until(() => server.sockets.size === 0)
})

test('S7: a refused upgrade is a failed attempt', async () => {
  server.refuseUpgrades(503)

  await expect(open()).rejects.toThrow(/503/u)
})

test('a silent connection is given up and ends', async () => {
  const connection = await open()
  for (const socket of server.sockets) socket.pause()
  await clock.advance(60_000)

  expect(await connection.ending).toBe('closed')
})

test('a connection that answers pings is kept', async () => {
  const connection = await open()
  for (let i = 0; i < 20; i++) {
    await clock.advance(5_000)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }

  expect(connection.isOpen()).toBe(true)
  await connection.retire()
  expect(connection.isOpen()).toBe(false)
})

test('what arrives while it closes is neither acknowledged nor taken: it is another connection’s', async () => {
  const connection = await open()
  const [socket] = server.sockets
  const envelope = (id: string) => ({ envelope_id: id, type: 'slash_commands', payload: {} })
  server.deliver(envelope('before'))
  await until(() => taken.length === 1)

  // What Slack has sent is on its way when the goodbye goes out.
  socket?.pause()
  const retired = connection.retire()
  server.deliver(envelope('crossing'), socket)
  socket?.resume()
  await retired

  expect(taken).toEqual(['before'])
  expect(server.acks).toEqual(['before'])
})
