import { once } from 'node:events'
import { WebSocket } from 'ws'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'
import { startSlack } from '../../../playground/slack/slack.ts'
import { channels, people } from '../../../playground/slack/workspace.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { connect, refusal } from './socket-client.ts'
import { webClient } from './web-client.ts'

let slack: EmbeddedSlack

beforeEach(async () => {
  slack = await startSlack()
})
afterEach(() => slack.stop())

const ops = channels.ops.id
const post = (text: string) => webClient(slack).chat.postMessage({ channel: ops, text })
const method = 'chat.postMessage'

test('a planned failure strikes as often as told, then all is well', async () => {
  slack.faults.api({ method }, { fault: 'status', status: 500 }, 2)

  await expect(post('a')).rejects.toThrow('500')
  await expect(post('b')).rejects.toThrow('500')
  await expect(post('c')).resolves.toMatchObject({ ok: true })
})

test('a failure can strike one channel alone', async () => {
  slack.faults.api({ channel: channels.shop.id }, { fault: 'rate-limited', retryAfter: 30 })

  await expect(post('here')).resolves.toMatchObject({ ok: true })
  await expect(
    webClient(slack).chat.postMessage({ channel: channels.shop.id, text: 'there' }),
  ).rejects.toMatchObject({ retryAfter: 30 })
})

test('a reset may come after the message was stored', async () => {
  slack.faults.api({ method }, { fault: 'reset', stored: true })
  await expect(post('stored')).rejects.toThrow('fetch failed')

  slack.faults.api({ method }, { fault: 'reset' })
  await expect(post('lost')).rejects.toThrow('fetch failed')

  expect(slack.messages(ops).map(({ text }) => text)).toEqual(['stored'])
})

test('a page of HTML instead of JSON', async () => {
  slack.faults.api({ method }, { fault: 'html' })

  await expect(post('a')).rejects.toThrow('doctype')
})

test('any error of Slack can be had', async () => {
  slack.faults.api(
    { method: 'usergroups.list' },
    { fault: 'error', error: 'plan_upgrade_required' },
  )

  await expect(webClient(slack).usergroups.list()).rejects.toThrow('plan_upgrade_required')
})

test('a call that hangs is given up by the caller', async () => {
  slack.faults.api({ method: 'auth.test' }, { fault: 'hang' })

  const call = fetch(`${slack.apiUrl}auth.test`, {
    method: 'POST',
    signal: AbortSignal.timeout(50),
  })

  await expect(call).rejects.toThrow('aborted')
})

test('an upgrade can be refused, never answered, or left without a hello', async () => {
  const open = async () =>
    (await webClient(slack, slack.appToken).apps.connections.open({})).url ?? ''
  slack.faults.socket('refuse-upgrade')
  slack.faults.socket('never-answer-upgrade')
  slack.faults.socket('no-hello')

  const refused = await refusal(await open())
  const silent = new WebSocket(await open())
  const mute = await connect(slack)

  expect(refused).toBe(503)
  expect(silent.readyState).toBe(WebSocket.CONNECTING)
  expect(slack.socket.connections()).toBe(1)
  const said = slack.driver.say(people.alice, ops, '/k8s version')
  const first = await mute.next()
  mute.ack(first)
  await said
  expect(first.type).toBe('slash_commands')
  silent.on('error', () => {})
})

test('an envelope can come twice with the same id', async () => {
  const socket = await connect(slack)
  await socket.next()
  slack.faults.duplicate()
  const said = slack.driver.say(people.alice, ops, '/k8s version')

  const [first, second] = [await socket.next(), await socket.next()]
  socket.ack(first)
  socket.ack(second)
  await said

  expect(second.envelope_id).toBe(first.envelope_id)
})

test('sockets can be cut, and junk can come through them', async () => {
  const socket = await connect(slack)
  const frame = once(socket.webSocket, 'message')
  socket.webSocket.removeAllListeners('message')
  const junk = once(socket.webSocket, 'message')
  slack.socket.junk('null')
  const closed = once(socket.webSocket, 'close')
  slack.socket.cut()

  expect(String((await junk)[0])).toContain('null')
  expect((await closed)[0]).toBe(1006)
  void frame.catch(() => {})
})

test('an acknowledged command can come again in a new envelope', async () => {
  const socket = await connect(slack)
  await socket.next()
  slack.faults.redeliver()
  const said = slack.driver.say(people.alice, ops, '/k8s version')

  const first = await socket.next()
  socket.ack(first)
  const second = await socket.next()
  socket.ack(second)
  await said

  expect(second.envelope_id).not.toBe(first.envelope_id)
  expect(second.payload).toEqual(first.payload)
})

test('a call can be slow and right', async () => {
  const clock = fakeClock()
  const sleepy = await startSlack({ clock })
  sleepy.faults.api({ method: 'auth.test' }, { fault: 'slow', ms: 5000 })
  const call = webClient(sleepy).auth.test()
  await expect.poll(() => clock.pending()).toBe(1)
  await clock.advance(5000)

  await expect(call).resolves.toMatchObject({ ok: true })
  await sleepy.stop()
})
