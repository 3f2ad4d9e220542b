import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { Urgency } from '../../../src/core/delivery.ts'
import { createCourier } from '../../../src/slack/delivery/courier.ts'
import type { Message } from '../../../src/slack/render/message.ts'
import { SlackFailure } from '../../../src/slack/web/failure.ts'
import type { Web } from '../../../src/slack/web/web.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { fakeLog } from '../../support/fake-log.ts'
import { countingIds } from '../../support/slack-bot.ts'

type Sent = { readonly method: string; readonly at: number; readonly args: Record<string, unknown> }
type Behaviour = (sent: Sent) => unknown

function courierWith(behave: Behaviour = () => undefined, options: { reconcile?: boolean } = {}) {
  const clock = fakeClock()
  const sent: Sent[] = []
  let ts = 0
  const web: Web = {
    call: async <S extends z.ZodType>(
      method: string,
      args: Readonly<Record<string, unknown>>,
      shape: S,
    ) => {
      const one = { method, at: clock.monotonic(), args: { ...args } }
      sent.push(one)
      return shape.parse(behave(one) ?? { ok: true, channel: args['channel'], ts: `${++ts}.0` })
    },
    upload: async () => {},
  }
  const courier = createCourier({
    web,
    clock,
    ids: countingIds,
    log: fakeLog(),
    reconcile: () => options.reconcile ?? true,
    capacity: 5,
  })
  return { clock, sent, courier, of: (method: string) => sent.filter((s) => s.method === method) }
}

const say = (text: string): Message => ({
  text,
  blocks: [
    { type: 'context', elements: [{ type: 'plain_text', text }] },
    {
      type: 'actions',
      elements: [{ type: 'button', text: { type: 'plain_text', text: 'Approve' }, value: 'id' }],
    },
  ],
  files: [],
})
const failure = (kind: SlackFailure['kind'], reason: string, retryAfter?: number) =>
  new SlackFailure({ kind, method: 'x', reason, ...(retryAfter !== undefined && { retryAfter }) })
const fail = (error: Error): never => {
  throw error
}
const texts = (sent: readonly Sent[]) => sent.map(({ args }) => args['text'])

test('one message a second in a channel, in order; other channels do not wait', async () => {
  const { clock, sent, courier } = courierWith()
  for (const text of ['1', '2', '3']) void courier.post({ channel: 'A' }, say(text))
  void courier.post({ channel: 'B' }, say('b'))
  await clock.advance(5_000)

  expect(sent.filter(({ args }) => args['channel'] === 'A').map(({ at }) => at)).toEqual([
    0, 1000, 2000,
  ])
  expect(texts(sent.filter(({ args }) => args['channel'] === 'A'))).toEqual(['1', '2', '3'])
  expect(sent.find(({ args }) => args['channel'] === 'B')?.at).toBe(0)
})

test('progress is coalesced to the newest, at most one edit a second', async () => {
  const { clock, courier, of } = courierWith()
  const follow = courier.follow({ channel: 'A', ts: '1.0' })
  for (let i = 0; i < 50; i++) {
    follow.progress(() => say(`step ${i}`))
    await clock.advance(100)
  }
  await clock.advance(2_000)

  const edits = of('chat.update')
  expect(edits.length).toBeLessThanOrEqual(7)
  expect(edits.at(-1)?.args['text']).toBe('step 49')
})

test('an edit overtakes progress; after the end of progress nothing comes', async () => {
  const { clock, courier, of } = courierWith()
  const one = courier.follow({ channel: 'A', ts: '1.0' })
  const two = courier.follow({ channel: 'A', ts: '2.0' })
  one.progress(() => say('one goes on'))
  await clock.advance(0)
  two.progress(() => say('two goes on'))
  one.end()
  const last = courier.edit({ channel: 'A', ts: '1.0' }, say('one is done'))
  one.progress(() => say('too late'))
  await clock.advance(5_000)
  await last

  expect(texts(of('chat.update'))).toEqual(['one goes on', 'one is done', 'two goes on'])
})

test('S16: after a 429 only that channel waits, and its order is kept', async () => {
  let refusals = 1
  const { clock, sent, courier } = courierWith(({ args }) =>
    args['channel'] === 'A' && refusals-- > 0
      ? fail(failure('limited', 'ratelimited', 30))
      : undefined,
  )
  void courier.post({ channel: 'A' }, say('1'))
  void courier.post({ channel: 'A' }, say('2'))
  void courier.post({ channel: 'B' }, say('b'))
  await clock.advance(40_000)

  const inA = sent.filter(({ args }) => args['channel'] === 'A')
  expect(inA.map(({ at, args }) => [at, args['text']])).toEqual([
    [0, '1'],
    [30_000, '1'],
    [31_000, '2'],
  ])
  expect(sent.find(({ args }) => args['channel'] === 'B')?.at).toBe(0)
})

test('S16: what waits in a channel is bounded; too much is refused at once', async () => {
  const { courier } = courierWith()
  const posts = Array.from({ length: 8 }, (_, i) =>
    courier.post({ channel: 'A' }, say(String(i))).catch((error: unknown) => error),
  )

  expect(await posts[7]).toMatchObject({ reason: 'channel-busy' })
})

test('an edit is never lost, however long Slack limits', async () => {
  let refusals = 5
  const { clock, courier, of } = courierWith(({ method }) =>
    method === 'chat.update' && refusals-- > 0
      ? fail(failure('limited', 'ratelimited', 60))
      : undefined,
  )
  const last = courier.edit({ channel: 'A', ts: '1.0' }, say('done'))
  await clock.advance(301_000)
  await last

  expect(of('chat.update').at(-1)?.args['text']).toBe('done')
})

test('S16: somebody with little time is told of a 429 at once, and the channel still waits', async () => {
  let refusals = 1
  const { clock, sent, courier } = courierWith(() =>
    refusals-- > 0 ? fail(failure('limited', 'ratelimited', 30)) : undefined,
  )
  const until = clock.monotonic() + 20_000
  const hasty = courier.post({ channel: 'A' }, say('1'), { until }).catch((e: unknown) => e)
  await clock.advance(0)
  const late = courier.post({ channel: 'A' }, say('2'), { until }).catch((e: unknown) => e)
  void courier.post({ channel: 'A' }, say('3'))
  await clock.advance(40_000)

  expect(await hasty).toMatchObject({ kind: 'limited', retryAfter: 30 })
  expect(await late).toMatchObject({ kind: 'limited', reason: 'out-of-time', retryAfter: 30 })
  expect(sent.map(({ at, args }) => [at, args['text']])).toEqual([
    [0, '1'],
    [30_000, '3'],
  ])
})

test('S17: a post whose answer was lost is found by its key and not posted again', async () => {
  let key: unknown
  const { clock, courier, of } = courierWith(({ method, args }) => {
    if (method === 'chat.postMessage') {
      key = args['metadata']
      return fail(failure('lost', 'no usable answer'))
    }
    return {
      messages: [
        { ts: '1.0', text: 'something else' },
        { ts: '9.9', metadata: key },
      ],
    }
  })
  const posted = courier.post({ channel: 'A' }, say('x'))
  await clock.advance(5_000)

  expect(await posted).toEqual({ channel: 'A', ts: '9.9' })
  expect(of('chat.postMessage')).toHaveLength(1)
  expect(of('conversations.history')[0]?.args).toMatchObject({ include_all_metadata: true })
})

test('S17: a post that never arrived is posted again, with the same key', async () => {
  let losses = 1
  const { clock, courier, of } = courierWith(({ method }) => {
    if (method !== 'chat.postMessage') return { messages: [] }
    return losses-- > 0 ? fail(failure('lost', 'no usable answer')) : undefined
  })
  const posted = courier.post({ channel: 'A', threadTs: '7.7' }, say('x'))
  await clock.advance(5_000)
  await posted

  const [first, second] = of('chat.postMessage')
  expect(second?.args['metadata']).toEqual(first?.args['metadata'])
  expect(of('conversations.replies')[0]?.args).toMatchObject({ ts: '7.7' })
})

test('S17: an answer that stays lost is given up after three attempts', async () => {
  const { clock, courier, of } = courierWith(({ method }) =>
    method === 'chat.postMessage' ? fail(failure('lost', 'no usable answer')) : { messages: [] },
  )
  const posted = courier.post({ channel: 'A' }, say('x')).catch((error: unknown) => error)
  await clock.advance(60_000)

  expect(await posted).toMatchObject({ kind: 'lost' })
  expect(of('chat.postMessage')).toHaveLength(3)
})

test('S17: a post whose answer was lost is not repeated before it is known whether it arrived', async () => {
  const { clock, courier, of } = courierWith(() => fail(failure('lost', 'no usable answer')))
  const posted = courier.post({ channel: 'A' }, say('x')).catch((error: unknown) => error)
  await clock.advance(60_000)

  expect(await posted).toMatchObject({ kind: 'lost' })
  expect(of('chat.postMessage')).toHaveLength(1)
})

test('S17: after a lost answer a 429 does not say that nothing arrived', async () => {
  const errors = [failure('lost', 'no usable answer'), failure('limited', 'ratelimited', 30)]
  const { clock, courier } = courierWith(({ method }) => {
    const error = method === 'chat.postMessage' ? errors.shift() : undefined
    return error ? fail(error) : { messages: [] }
  })
  const hasty = courier
    .post({ channel: 'A' }, say('x'), { until: 20_000 })
    .catch((error: unknown) => error)
  await clock.advance(20_000)

  expect(await hasty).toMatchObject({ kind: 'limited', retryAfter: 30, mayBeDone: true })
})

test('S17: a message is looked for in all pages that may hold it', async () => {
  const { courier, of } = courierWith(({ args }) =>
    args['cursor'] === 'more'
      ? { messages: [{ ts: '1.0', metadata: { event_payload: { key: 'k' } } }] }
      : { messages: [{ ts: '2.0' }], response_metadata: { next_cursor: 'more' } },
  )
  const since = new Date('2026-03-01T10:00:00Z')

  expect(await courier.find({ channel: 'A' }, { key: 'k', since })).toEqual({
    channel: 'A',
    ts: '1.0',
  })
  expect(of('conversations.history')[0]?.args['oldest']).toBe(String(since.getTime() / 1000 - 300))
})

test('what is pressing overtakes what is not, also when it comes later', async () => {
  const { clock, sent, courier } = courierWith()
  const post = (text: string, urgency?: Urgency) =>
    void courier.post({ channel: 'A' }, say(text), urgency && { urgency })
  post('first', 'detail')
  post('over', 'end')
  post('card', 'news')
  post('critical', 'alarm')
  post('answer')
  await clock.advance(6_000)

  expect(texts(sent)).toEqual(['first', 'answer', 'critical', 'card', 'over'])
})

test.each(['msg_blocks_too_long', 'invalid_blocks'])(
  'S18: after %s it is sent shortened once, then as plain text, and no more',
  async (reason) => {
    const { clock, courier, of } = courierWith(() => fail(failure('refused', reason)))
    const posted = courier.post({ channel: 'A' }, say('x')).catch((error: unknown) => error)
    await clock.advance(10_000)

    expect(await posted).toMatchObject({ reason })
    const blocks = of('chat.postMessage').map(({ args }) => args['blocks'])
    expect(blocks).toHaveLength(3)
    expect(JSON.stringify(blocks[1])).toContain('shortened')
    expect(JSON.stringify(blocks[1])).toContain('Approve')
    expect(blocks[2]).toBeUndefined()
  },
)

test.each([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
  'account_inactive',
])('S18: %s is told at once and not tried again', async (reason) => {
  const { courier, of } = courierWith(() => fail(failure('refused', reason)))

  await expect(courier.post({ channel: 'A' }, say('x'))).rejects.toMatchObject({ reason })
  expect(of('chat.postMessage')).toHaveLength(1)
})

test('S23: nothing in a message may call people or open pages', async () => {
  const { courier, sent } = courierWith()
  await courier.post({ channel: 'A' }, say('x'))

  expect(sent[0]?.args).toMatchObject({
    link_names: false,
    parse: 'none',
    unfurl_links: false,
    unfurl_media: false,
  })
})
