import { once } from 'node:events'
import { WebSocket } from 'ws'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'
import { startSlack } from '../../../playground/slack/slack.ts'
import { channels, people } from '../../../playground/slack/workspace.ts'
import type { FakeClock } from '../../support/fake-clock.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { connect, refusal } from './socket-client.ts'
import { webClient } from './web-client.ts'

let clock: FakeClock
let slack: EmbeddedSlack

beforeEach(async () => {
  clock = fakeClock()
  slack = await startSlack({ clock, rateLimits: 'off' })
})
afterEach(() => slack.stop())

const { alice } = people
const { ops } = channels
const command = () => slack.driver.say(alice, ops, '/k8s get pods -n shop')

test('a connection is greeted with its number and how long it will live', async () => {
  const first = await connect(slack)
  const second = await connect(slack)

  expect(await first.next()).toMatchObject({ type: 'hello', num_connections: 1 })
  expect(await second.next()).toMatchObject({
    type: 'hello',
    num_connections: 2,
    debug_info: { approximate_connection_time: 10_800 },
  })
})

test('an address is good for one connection', async () => {
  const { url = '' } = await webClient(slack, slack.appToken).apps.connections.open({})
  await once(new WebSocket(url), 'open')

  expect(await refusal(url)).toBe(401)
})

test('an address is good for thirty seconds', async () => {
  const { url = '' } = await webClient(slack, slack.appToken).apps.connections.open({})
  await clock.advance(30_001)

  expect(await refusal(url)).toBe(401)
})

test('a slash command arrives with everything a bot may rely on', async () => {
  const socket = await connect(slack)
  await socket.next()
  const said = command()

  const frame = await socket.next()
  socket.ack(frame)

  expect(frame).toMatchObject({
    type: 'slash_commands',
    accepts_response_payload: true,
    payload: {
      command: '/k8s',
      text: 'get pods -n shop',
      user_id: alice.id,
      team_id: alice.teamId,
      channel_id: ops.id,
      channel_name: 'ops',
      api_app_id: 'A07DECKWTCH',
    },
  })
  expect((await said).acks).toEqual([{ acked: true, body: undefined }])
})

test('what a connection leaves unacknowledged when it closes goes to another one, as it was', async () => {
  const first = await connect(slack)
  const second = await connect(slack)
  await Promise.all([first.next(), second.next()])
  const said = command()
  const frame = await first.next()
  first.webSocket.close()

  const again = await second.next()
  second.ack(again)

  expect(again).toEqual(frame)
  expect((await said).acks).toEqual([{ acked: true, body: undefined }])
})

test('what nobody is left to take failed, and so the person is told', async () => {
  const only = await connect(slack)
  await only.next()
  const said = command()
  await only.next()
  only.webSocket.close()

  expect((await said).acks).toEqual([{ acked: false, reason: 'dispatch_failed' }])
})

test('the body of an acknowledgement is shown to the person who typed', async () => {
  const socket = await connect(slack)
  await socket.next()
  const said = command()
  socket.ack(await socket.next(), { text: 'on it' })
  await said

  expect(slack.messages(ops).at(-1)).toMatchObject({ text: 'on it', onlyFor: alice.id })
})

test('a command that is not acknowledged in three seconds fails for the person', async () => {
  const socket = await connect(slack)
  await socket.next()
  const said = command()
  const frame = await socket.next()
  await clock.advance(3000)

  expect((await said).acks).toEqual([{ acked: false, reason: 'operation_timeout' }])
  expect(slack.messages(ops).at(-1)).toMatchObject({
    text: '/k8s failed with the error "operation_timeout"',
    onlyFor: alice.id,
    from: 'slackbot',
  })
  socket.ack(frame)
})

test('a command while nobody is connected fails at once', async () => {
  await command()

  expect(slack.messages(ops).at(-1)?.text).toBe('/k8s failed with the error "dispatch_failed"')
})

test('payloads are spread over the connections', async () => {
  const sockets = [await connect(slack), await connect(slack)]
  for (const socket of sockets) await socket.next()
  const said = [command(), command()]

  for (const socket of sockets) socket.ack(await socket.next())

  expect((await Promise.all(said)).flatMap(({ acks }) => acks)).toHaveLength(2)
})

test('an event that is not acknowledged comes again at once, after one and after five minutes', async () => {
  const socket = await connect(slack)
  await socket.next()
  const said = slack.driver.say(alice, ops, 'hello everybody')
  const first = await socket.next()
  await clock.advance(3000)
  await said

  const second = await socket.next()
  await clock.advance(3000 + 60_000)
  const third = await socket.next()
  await clock.advance(3000 + 300_000)
  const last = await socket.next()

  expect(first).toMatchObject({ retry_attempt: 0 })
  expect(second).toMatchObject({ retry_attempt: 1, retry_reason: 'timeout' })
  expect(third).toMatchObject({ retry_attempt: 2 })
  expect(last).toMatchObject({ retry_attempt: 3 })
  expect(last.payload?.['event_id']).toBe(first.payload?.['event_id'])
  expect(last.envelope_id).not.toBe(first.envelope_id)
})

test('before a connection ends it is warned, then asked to refresh, then closed', async () => {
  const socket = await connect(slack, '&debug_reconnects=true')
  expect(await socket.next()).toMatchObject({ debug_info: { approximate_connection_time: 360 } })

  await clock.advance(350_000)
  expect(await socket.next()).toMatchObject({ type: 'disconnect', reason: 'warning' })
  await clock.advance(10_000)
  expect(await socket.next()).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' })
  const closed = once(socket.webSocket, 'close')
  await clock.advance(1000)
  await closed
})

test('a connection that was asked to refresh gets nothing new', async () => {
  const socket = await connect(slack)
  await socket.next()
  slack.socket.disconnect('refresh_requested')
  await socket.next()

  expect((await command()).acks).toEqual([{ acked: false, reason: 'dispatch_failed' }])
})

test('the eleventh connection is one too many', async () => {
  for (let i = 0; i < 10; i++) await connect(slack)
  const eleventh = await connect(slack)

  await eleventh.next()
  expect(await eleventh.next()).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' })
})

test('connections are pinged', async () => {
  const socket = await connect(slack)
  const pinged = once(socket.webSocket, 'ping')
  await clock.advance(10_000)

  expect(String((await pinged)[0])).toContain('Ping from')
})
