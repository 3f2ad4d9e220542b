import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'
import { startSlack } from '../../../playground/slack/slack.ts'
import { channels, people } from '../../../playground/slack/workspace.ts'
import type { FakeClock } from '../../support/fake-clock.ts'
import { fakeClock } from '../../support/fake-clock.ts'

type Received = { readonly headers: IncomingHttpHeaders; readonly body: string }

let clock: FakeClock
let slack: EmbeddedSlack
let bot: Server
let received: Received[]
let answer: (response: ServerResponse, body: string) => void

beforeEach(async () => {
  clock = fakeClock()
  slack = await startSlack({ clock })
  received = []
  answer = (response) => response.end()
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request)
    received.push({ headers: request.headers, body })
    answer(response, body)
  }
  bot = createServer((request, response) => void receive(request, response))
  bot.listen(0, '127.0.0.1')
  await once(bot, 'listening')
  const address = bot.address()
  const port = typeof address === 'object' ? address?.port : 0
  slack.deliverTo(`http://127.0.0.1:${port}/slack/events`)
})
afterEach(async () => {
  bot.closeAllConnections()
  bot.close()
  await slack.stop()
})

const { alice } = people
const { ops } = channels

test('a slash command is a signed form', async () => {
  await slack.driver.say(alice, ops, '/k8s get pods')

  const [{ headers, body } = { headers: {}, body: '' }] = received
  const timestamp = String(headers['x-slack-request-timestamp'])
  const hmac = createHmac('sha256', slack.signingSecret).update(`v0:${timestamp}:${body}`)
  expect(headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(headers['x-slack-signature']).toBe(`v0=${hmac.digest('hex')}`)
  expect(Number(timestamp) * 1000).toBe(clock.now().getTime())
  expect(new URLSearchParams(body).get('text')).toBe('get pods')
})

test('the answer to a slash command is shown to the person', async () => {
  answer = (response) => response.end('12345')
  await slack.driver.say(alice, ops, '/k8s get pods')

  expect(slack.messages(ops).at(-1)).toMatchObject({ text: '12345', onlyFor: alice.id })
})

test('an event is JSON, and comes again with the number and reason of the retry', async () => {
  answer = (response) => response.writeHead(503).end()
  await slack.driver.say(alice, ops, 'hello')
  await clock.advance(0)
  answer = (response) => response.end()
  await clock.advance(60_000)

  await expect.poll(() => received.length).toBe(3)
  const ids = received.map(({ body }) => /"event_id":"(\w+)"/.exec(body)?.[1])
  expect(received.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2'])
  expect(received[1]?.headers['x-slack-retry-reason']).toBe('http_timeout')
  expect(new Set(ids).size).toBe(1)
})

test('x-slack-no-retry ends the retries', async () => {
  answer = (response) => response.writeHead(400, { 'x-slack-no-retry': '1' }).end()
  await slack.driver.say(alice, ops, 'hello')
  await clock.advance(600_000)

  expect(received).toHaveLength(1)
})

test('a command that is answered too late, or with an error, fails for the person', async () => {
  answer = (response) => response.writeHead(500).end()
  await slack.driver.say(alice, ops, '/k8s get pods')
  const arrived = new Promise((resolve) => (answer = resolve))
  const said = slack.driver.say(alice, ops, '/k8s get pods')
  await arrived
  await clock.advance(3000)
  await said

  expect(slack.messages(ops).map((message) => message.text)).toEqual([
    '/k8s failed with the error "http_service_error"',
    '/k8s failed with the error "operation_timeout"',
  ])
})

test('the request URL proves itself with the challenge', async () => {
  answer = (response, body) => response.end(/"challenge":"(\w+)"/.exec(body)?.[1])
  expect(await slack.verifyRequestUrl()).toBe(true)

  answer = (response) => response.end('something else')
  expect(await slack.verifyRequestUrl()).toBe(false)
})
