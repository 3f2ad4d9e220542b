import nock from 'nock'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createResponseUrl } from '../../../src/slack/conversation/response-url.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { noTracer } from '../../../src/core/tracer.ts'

const url = 'https://hooks.test/commands/1'
const message = { text: 'hello', blocks: [], files: [] }

beforeEach(() => nock.disableNetConnect())
afterEach(() => {
  nock.cleanAll()
  nock.enableNetConnect()
})

test('it is used five times at most', async () => {
  nock('https://hooks.test').persist().post('/commands/1').reply(200, 'ok')
  const wayBack = createResponseUrl({ url, tracer: noTracer, clock: fakeClock() })
  for (let i = 0; i < 5; i++) {
    expect(wayBack.usable()).toBe(true)
    await wayBack.say(message)
  }

  expect(wayBack.usable()).toBe(false)
})

test('it is not used after half an hour', async () => {
  const clock = fakeClock()
  const wayBack = createResponseUrl({ url, tracer: noTracer, clock })
  await clock.advance(30 * 60_000)

  expect(wayBack.usable()).toBe(false)
})

test('it never takes the message of others away, and keeps the thread', async () => {
  let body: unknown
  nock('https://hooks.test')
    .post('/commands/1', (given) => {
      body = given
      return true
    })
    .reply(200, 'ok')
  await createResponseUrl({ url, tracer: noTracer, threadTs: '1.0', clock: fakeClock() }).say(
    message,
  )

  expect(body).toMatchObject({
    response_type: 'ephemeral',
    replace_original: false,
    thread_ts: '1.0',
    text: 'hello',
  })
})

test('a page of something between is no answer of Slack', async () => {
  nock('https://hooks.test').post('/commands/1').reply(200, '<!doctype html><title>Sign in</title>')

  await expect(
    createResponseUrl({ url, tracer: noTracer, clock: fakeClock() }).say(message),
  ).rejects.toMatchObject({
    kind: 'refused',
    reason: 'status-200',
  })
})

test('no answer within ten seconds is a failure', async () => {
  const clock = fakeClock()
  nock('https://hooks.test').post('/commands/1').delay(60_000).reply(200, 'ok')
  const said = createResponseUrl({ url, tracer: noTracer, clock })
    .say(message)
    .catch((error: unknown) => error)
  await clock.advance(10_000)

  expect(await said).toMatchObject({ kind: 'lost' })
})

test('S18: blocks it refuses are sent again shortened, then as plain text', async () => {
  const bodies: { blocks?: unknown }[] = []
  nock('https://hooks.test')
    .persist()
    .post('/commands/1', (given) => {
      bodies.push(given as { blocks?: unknown })
      return true
    })
    .reply(() => (bodies.at(-1)?.blocks ? [400, 'invalid_blocks'] : [200, 'ok']))
  await createResponseUrl({ url, tracer: noTracer, clock: fakeClock() }).say({
    ...message,
    blocks: [{ type: 'divider' }],
  })

  expect(bodies).toHaveLength(3)
  expect(bodies[2]).not.toHaveProperty('blocks')
})
