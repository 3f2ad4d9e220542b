import { createHmac } from 'node:crypto'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHttpReceiver, type HttpReceiver } from '../../../src/slack/http/http-receiver.ts'
import type { Delivered } from '../../../src/slack/intake/arrivals.ts'
import { fakeLog } from '../../support/fake-log.ts'
import { realClock } from '../../support/slack-bot.ts'
import { mention, slash } from '../slack-payloads.ts'
import { noMeter } from '../../../src/core/meter.ts'
import { until } from '../../support/patience.ts'

const SECRET = 'a-signing-secret-for-tests'
let receiver: HttpReceiver
let taken: { body: unknown; delivered: Delivered }[]

beforeEach(async () => {
  taken = []
  receiver = createHttpReceiver({
    port: 0,
    rules: () => ({ path: '/slack/events', signingSecret: SECRET, drainMs: 200 }),
    arrivals: {
      bind: () => {},
      take: (body, delivered) => void taken.push({ body, delivered }),
      drain: () => Promise.resolve(true),
      heldBack: () => undefined,
    },
    clock: realClock,
    meter: noMeter,
    log: fakeLog(),
    requestTimeout: 500,
  })
  await receiver.start()
})
afterEach(() => receiver.stop())

type Options = {
  readonly type?: string
  readonly secondsOff?: number
  readonly signature?: string
  readonly headers?: Readonly<Record<string, string>>
}

function signed(body: string, options: Options = {}): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000) + (options.secondsOff ?? 0))
  const digest = createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex')
  return {
    'content-type': options.type ?? 'application/json',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': options.signature ?? `v0=${digest}`,
    ...options.headers,
  }
}

const send = (body: string, headers: Record<string, string>, path = '/slack/events') =>
  fetch(`http://127.0.0.1:${receiver.port()}${path}`, { method: 'POST', body, headers })

const form = 'application/x-www-form-urlencoded'

test('a signed event is acknowledged and taken, with what Slack says about its repetition', async () => {
  const body = JSON.stringify(mention('get pods'))
  const headers = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' }
  const response = await send(body, signed(body, { headers }))
  await until(() => taken.length === 1)

  expect(response.status).toBe(200)
  expect(await response.text()).toBe('')
  expect(taken[0]).toMatchObject({
    body: { event: { type: 'app_mention' } },
    delivered: { retry: 1, retryReason: 'http_timeout' },
  })
})

test('a slash command and a click arrive on the same path', async () => {
  const command = new URLSearchParams(slash('get pods')).toString()
  const click = new URLSearchParams({ payload: '{"type":"block_actions"}' }).toString()
  await send(command, signed(command, { type: form }))
  await send(click, signed(click, { type: form }))
  await until(() => taken.length === 2)

  expect(taken.map(({ body }) => body)).toMatchObject([
    { command: '/k8s', text: 'get pods' },
    { type: 'block_actions' },
  ])
})

test('S15: a charset in the content type is accepted', async () => {
  const body = JSON.stringify(mention('x'))
  const response = await send(body, signed(body, { type: 'application/json; charset=utf-8' }))

  expect(response.status).toBe(200)
})

test.each([
  ['an hour in the future', { secondsOff: 3_600 }],
  ['ten minutes in the past', { secondsOff: -600 }],
  ['with another version', { signature: 'v1=abc' }],
  ['with a wrong signature', { signature: `v0=${'0'.repeat(64)}` }],
  ['with an empty signature', { signature: '' }],
])('S15: a request %s is refused', async (_how, options) => {
  const body = JSON.stringify(mention('x'))

  expect((await send(body, signed(body, options))).status).toBe(401)
  expect(taken).toEqual([])
})

test('S15: a request without a signature is refused', async () => {
  const response = await send('{}', { 'content-type': 'application/json' })

  expect(response.status).toBe(401)
})

test('S15: two signature headers are refused, even when one is right', async () => {
  const body = '{}'
  const headers = signed(body)
  const lines = [
    'POST /slack/events HTTP/1.1',
    'Host: x',
    'Content-Length: 2',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'x-slack-signature: v0=00',
  ]

  expect(await raw(`${lines.join('\r\n')}\r\n\r\n${body}`)).toContain('401')
})

test('the same signed request again is acknowledged without effect', async () => {
  const body = JSON.stringify(mention('once'))
  const headers = signed(body)
  const statuses = [await send(body, headers), await send(body, headers)].map(
    ({ status }) => status,
  )
  await until(() => taken.length === 1)

  expect(statuses).toEqual([200, 200])
  expect(taken).toHaveLength(1)
})

test('S15: more than 1 MB is refused, said in advance or not', async () => {
  const big = 'x'.repeat(5_000_000)
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(big.slice(0, 1_200_000)))
      controller.close()
    },
  })
  const chunked = { method: 'POST', body: stream, headers: signed(''), duplex: 'half' as const }

  expect((await send(big, signed(big))).status).toBe(413)
  const response = await fetch(`http://127.0.0.1:${receiver.port()}/slack/events`, chunked)
  expect(response.status).toBe(413)
})

test('S15: a body that breaks off is refused', async () => {
  const answer = await raw(
    'POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{"a"',
    true,
  )

  expect(answer).toContain('400')
})

test('S15: a request that dawdles is cut off', async () => {
  const answer = await raw('POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{')

  expect(answer).toContain('408')
})

test('the address check of Slack gets its challenge back', async () => {
  const body = JSON.stringify({ type: 'url_verification', challenge: 'abc' })
  const response = await send(body, signed(body))

  expect(await response.text()).toBe('abc')
})

test('the certificate check of Slack is answered', async () => {
  const response = await send('ssl_check=1', { 'content-type': form })

  expect(response.status).toBe(200)
  expect(taken).toEqual([])
})

test('junk, other paths and other methods are refused', async () => {
  expect((await send('{', signed('{'))).status).toBe(400)
  expect((await send('{}', signed('{}'), '/other')).status).toBe(404)
  expect((await fetch(`http://127.0.0.1:${receiver.port()}/slack/events`)).status).toBe(405)
})

function raw(text: string, endsEarly = false): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(receiver.port() ?? 0, '127.0.0.1')
    let answer = ''
    socket.on('data', (data) => {
      answer += data.toString('utf8')
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
    socket.write(text)
    if (endsEarly) socket.end()
  })
}

test('told to close it answers on for a while, keeps no connection alive, then stops listening', async () => {
  const body = JSON.stringify(mention('get pods'))
  expect((await send(body, signed(body))).headers.get('connection')).toBe('keep-alive')

  const url = `http://127.0.0.1:${receiver.port()}/slack/events`
  const closed = receiver.close()
  const last = JSON.stringify(mention('get nodes'))
  const response = await send(last, signed(last))
  expect(response.status).toBe(200)
  expect(response.headers.get('connection')).toBe('close')
  expect(receiver.unready()).toBeUndefined()
  await closed

  expect(taken.map(({ body }) => body)).toHaveLength(2)
  await expect(fetch(url, { method: 'POST', body })).rejects.toThrow('fetch failed')
  expect(receiver.unready()).toBe('not listening for Slack')
})
