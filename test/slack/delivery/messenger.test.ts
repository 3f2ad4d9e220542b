import { expect, test } from 'vitest'
import type { Delivery } from '../../../src/core/delivery.ts'
import { view } from '../../../src/core/view.ts'
import { limit, lose, refuse, slackChannels, card } from '../../support/slack-channel.ts'

test('what is put is posted at once, and what is put again edits the same message', async () => {
  const { clock, outbox, process, shown } = slackChannels()
  const { messenger } = process()
  await clock.advance(0)
  outbox.put(card('waiting'))
  messenger.wake()
  await clock.advance(0)
  expect(shown()).toEqual(['C1: waiting'])

  outbox.put(card('done'))
  messenger.wake()
  await clock.advance(1_000)

  expect(shown()).toEqual(['C1: done'])
  expect(await messenger.permalink('plan/8f3c21aa/card')).toBe(
    'https://example.slack.com/archives/C1/p1000100',
  )
})

test('a message in a thread is linked with its thread, from what the store knows', async () => {
  const { clock, outbox, process } = slackChannels()
  process()
  outbox.put({ ...card('here', { channelId: 'C1', threadTs: '7.000700' }), key: 'k' })
  await clock.advance(3_000)

  expect(await process().messenger.permalink('k')).toBe(
    'https://example.slack.com/archives/C1/p1000100?thread_ts=7.000700&cid=C1',
  )
  expect(await process().messenger.permalink('unknown')).toBeUndefined()
})

test('a file goes with its message once, not with each edit', async () => {
  const { clock, outbox, process, of } = slackChannels()
  const long = 'line\n'.repeat(5_000)
  const withLogs = (words: string): Delivery => ({
    ...card(words),
    view: view('failed', [words], [{ part: 'output', output: long, fileName: 'web.log' }]),
  })
  process()
  for (const put of [card('working'), withLogs('failed'), withLogs('failed, told')]) {
    outbox.put(put)
    await clock.advance(5_000)
  }

  expect(of('chat.update')).toBe(2)
  expect(of('upload')).toBe(1)
})

test('much progress that is overtaken costs the channel no time', async () => {
  const { clock, outbox, process, messages } = slackChannels()
  const { messenger } = process()
  outbox.put(card('working'))
  await clock.advance(5_000)
  for (let n = 0; n < 30; n++) {
    messenger.progress('plan/8f3c21aa/card', view('working', [`${n}`]))
    messenger.wake()
    await clock.advance(1)
  }
  outbox.put(card('done'))
  messenger.wake()
  await clock.advance(2_000)

  expect([...messages.values()][0]?.text).toBe('done')
})

test('what another process put is found without being woken', async () => {
  const { clock, outbox, process, shown } = slackChannels()
  process()
  await clock.advance(10)
  outbox.put(card('waiting'))
  await clock.advance(3_000)

  expect(shown()).toEqual(['C1: waiting'])
})

test('S17: a crash between the post and its record does not post twice', async () => {
  const { clock, outbox, process, shown, of } = slackChannels()
  outbox.put(card('waiting'))
  outbox.deaf = true
  const dying = process()
  await clock.advance(0)
  await dying.messenger.stop(0)
  outbox.deaf = false
  outbox.put(card('done'))
  process()
  await clock.advance(70_000)

  expect(shown()).toEqual(['C1: done'])
  expect(of('chat.postMessage')).toBe(1)
  expect(outbox.rows.get('plan/8f3c21aa/card')).toMatchObject({ shown: 2 })
})

test('S17: a post whose answer is lost stays one message', async () => {
  const { clock, world, outbox, process, shown } = slackChannels()
  let losses = 1
  world.mood = (method) => (method === 'chat.postMessage' && losses-- > 0 ? 'lost' : undefined)
  outbox.put(card('waiting'))
  process()
  await clock.advance(10_000)

  expect(shown()).toEqual(['C1: waiting'])
})

test('two replicas at one store post each message once', async () => {
  const { clock, outbox, process, shown } = slackChannels()
  for (let i = 0; i < 10; i++)
    outbox.put({ ...card(`m${i}`, { channelId: `C${i}` }), key: `k${i}` })
  process()
  process()
  await clock.advance(70_000)

  expect(shown().toSorted()).toEqual(Array.from({ length: 10 }, (_, i) => `C${i}: m${i}`))
})

test('a message that somebody deleted is posted anew, once', async () => {
  const { clock, messages, outbox, process, shown, of } = slackChannels()
  process()
  outbox.put(card('waiting'))
  await clock.advance(3_000)
  messages.clear()
  outbox.put(card('done'))
  await clock.advance(10_000)
  outbox.put(card('undone'))
  await clock.advance(10_000)

  expect(shown()).toEqual(['C1: undone'])
  expect(of('chat.postMessage')).toBe(2)
})

test('S16: a 429 holds up its channel and no other', async () => {
  const { clock, world, outbox, process, shown } = slackChannels()
  let refusals = 1
  world.mood = (method, { channel }) =>
    method === 'chat.postMessage' && channel === 'C1' && refusals-- > 0 ? limit(30) : undefined
  outbox.put({ ...card('one'), key: 'one' })
  outbox.put({ ...card('two'), key: 'two' })
  outbox.put({ ...card('elsewhere', { channelId: 'C2' }), key: 'elsewhere' })
  process()
  await clock.advance(25_000)
  expect(shown()).toEqual(['C2: elsewhere'])
  await clock.advance(20_000)

  expect(shown().toSorted()).toEqual(['C1: one', 'C1: two', 'C2: elsewhere'])
})

test('an outage is waited out, however long, and nothing is lost or doubled', async () => {
  const { clock, world, outbox, process, shown } = slackChannels()
  world.mood = () => lose()
  outbox.put(card('waiting'))
  process()
  await clock.advance(3 * 3_600_000)
  world.mood = () => undefined
  await clock.advance(120_000)

  expect(shown()).toEqual(['C1: waiting'])
})

test('S18: a refused token is waited out too: it can be replaced', async () => {
  const { clock, world, outbox, process, shown } = slackChannels()
  world.mood = () => refuse('token_revoked')
  outbox.put(card('waiting'))
  process()
  await clock.advance(600_000)
  world.mood = () => undefined
  await clock.advance(120_000)

  expect(shown()).toEqual(['C1: waiting'])
})

test.each(['not_in_channel', 'channel_not_found', 'is_archived', 'restricted_action'])(
  'S18: after %s it goes to the person, with the reason, and stays there',
  async (reason) => {
    const { clock, world, outbox, process, messages } = slackChannels()
    world.mood = (_method, { channel }) => (channel === 'C1' ? refuse(reason) : undefined)
    outbox.put(card('waiting'))
    const { unpostable } = process()
    await clock.advance(5_000)
    outbox.put(card('done'))
    await clock.advance(5_000)

    const [[place, { text }] = ['', { text: '' }], ...others] = [...messages]
    expect(place).toMatch(/^DU1\//u)
    expect(text).toMatch(/^done\n⚠ Only you see this: /u)
    expect(others).toEqual([])
    expect(unpostable).toEqual([`C1 ${reason} → people`])
  },
)

test('S18: where nobody else can be told it is given up, with the reason, and not tried again', async () => {
  const { clock, world, outbox, process, of } = slackChannels()
  world.mood = () => refuse('is_archived')
  outbox.put(card('waiting', { channelId: 'C1' }))
  const { unpostable } = process()
  await clock.advance(600_000)

  expect(outbox.rows.get('plan/8f3c21aa/card')?.givenUp).toBe('is_archived')
  expect(unpostable).toEqual(['C1 is_archived → nowhere'])
  expect(of('chat.postMessage')).toBe(1)
})

test('a direct message goes to the person’s own channel', async () => {
  const { clock, outbox, process, shown } = slackChannels()
  outbox.put({ ...card('needs your vote', { userId: 'U7' }), key: 'plan/8f3c21aa/dm/U7' })
  process()
  await clock.advance(0)

  expect(shown()).toEqual(['DU7: needs your vote'])
})

test('what belongs in a thread waits for its parent, also where that went to a person', async () => {
  const { clock, world, outbox, process, messages } = slackChannels()
  world.mood = (_method, { channel }) => (channel === 'C1' ? refuse('not_in_channel') : undefined)
  const reply = { ...card('approved', { threadOf: 'plan/8f3c21aa/card' }), key: 'reply' }
  outbox.put(reply)
  process()
  await clock.advance(10_000)
  expect(messages.size).toBe(0)
  outbox.put(card('waiting'))
  await clock.advance(10_000)

  expect([...messages].map(([place, { thread }]) => [place, thread])).toEqual([
    ['DU1/1.000100', undefined],
    ['DU1/2.000100', '1.000100'],
  ])
})

test('progress is shown on a message that was put before, also before that is posted', async () => {
  const { clock, outbox, process, messages } = slackChannels()
  const { messenger } = process()
  await clock.advance(10)
  outbox.put(card('working'))
  messenger.wake()
  messenger.progress('plan/8f3c21aa/card', view('working', ['1 of 5']))
  await clock.advance(1_500)
  for (const n of [2, 3, 4])
    messenger.progress('plan/8f3c21aa/card', view('working', [`${n} of 5`]))
  await clock.advance(3_000)

  expect([...messages.values()].map(({ edits }) => edits)).toEqual([['● 1 of 5', '● 4 of 5']])
})

test('progress is shown on what another process posted', async () => {
  const { clock, outbox, process, shown } = slackChannels()
  process()
  outbox.put(card('working'))
  await clock.advance(3_000)
  process().messenger.progress('plan/8f3c21aa/card', view('working', ['2 of 5']))
  await clock.advance(3_000)

  expect(shown()).toEqual(['C1: ● 2 of 5'])
})

test('progress never comes after what was stored later', async () => {
  const { clock, outbox, process, messages } = slackChannels()
  const { messenger } = process()
  outbox.put(card('working'))
  await clock.advance(5_000)
  for (let n = 0; n < 20; n++) {
    messenger.progress('plan/8f3c21aa/card', view('working', [`${n} of 20`]))
    await clock.advance(100)
  }
  messenger.progress('plan/8f3c21aa/card', view('working', ['20 of 20']))
  outbox.put(card('done'))
  messenger.wake()
  await clock.advance(20_000)

  expect([...messages.values()].at(0)?.edits.at(-1)).toBe('done')
})

test('progress that was on its way when the end was stored is overtaken by it', async () => {
  const { clock, world, outbox, process, shown } = slackChannels()
  const { messenger } = process()
  outbox.put(card('working'))
  await clock.advance(5_000)
  let refusals = 1
  world.mood = (method) => (method === 'chat.update' && refusals-- > 0 ? limit(5) : undefined)
  messenger.progress('plan/8f3c21aa/card', view('working', ['3 of 5']))
  await clock.advance(100)
  outbox.put(card('done'))
  messenger.wake()
  await clock.advance(30_000)

  expect(shown()).toEqual(['C1: done'])
})

test('while the store is away nothing breaks, and afterwards everything is told', async () => {
  const { clock, outbox, process, shown } = slackChannels()
  const { messenger, log } = process()
  outbox.away = true
  outbox.put(card('waiting'))
  messenger.progress('plan/8f3c21aa/card', view('working', ['1 of 5']))
  await clock.advance(300_000)
  expect(await messenger.permalink('plan/8f3c21aa/card')).toBeUndefined()
  expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1)
  outbox.away = false
  await clock.advance(60_000)

  expect(shown()).toEqual(['C1: ● 1 of 5'])
})

test('the store going away between the post and its record leaves one message', async () => {
  const { clock, world, outbox, process, shown, of } = slackChannels()
  world.mood = (method) => {
    if (method === 'chat.postMessage') outbox.away = true
    return undefined
  }
  outbox.put(card('waiting'))
  process()
  await clock.advance(5_000)
  outbox.away = false
  await clock.advance(200_000)

  expect(shown()).toEqual(['C1: waiting'])
  expect(of('chat.postMessage')).toBe(1)
  expect(outbox.rows.get('plan/8f3c21aa/card')).toMatchObject({ shown: 1 })
})

test('at the stop what waits is still delivered; what cannot be stays in the store', async () => {
  const { clock, world, outbox, process, shown } = slackChannels()
  const { messenger } = process()
  await clock.advance(10)
  world.mood = (_method, { channel }) => (channel === 'C2' ? lose() : undefined)
  outbox.put(card('last words'))
  outbox.put({ ...card('stuck', { channelId: 'C2' }), key: 'stuck' })
  const stopped = messenger.stop(5_000)
  await clock.advance(5_000)
  await stopped
  world.mood = () => undefined
  await clock.advance(600_000)

  expect(shown()).toEqual(['C1: last words'])
  expect(outbox.rows.get('stuck')).toMatchObject({ shown: 0, revision: 1 })
})

test('at the stop what has no turn any more is left to another process at once, and nothing is posted twice', async () => {
  const { clock, outbox, process, shown, of } = slackChannels()
  const { messenger } = process()
  await clock.advance(10)
  for (let i = 0; i < 8; i++) outbox.put({ ...card(`card ${i}`), key: `card ${i}` })
  messenger.wake()
  await clock.advance(0)
  const stopped = messenger.stop(4_000)
  await clock.advance(4_000)
  await stopped
  const before = shown().length
  expect(before).toBeLessThan(6)

  process()
  await clock.advance(12_000)

  expect(shown().toSorted()).toEqual(Array.from({ length: 8 }, (_, i) => `C1: card ${i}`))
  expect(of('chat.postMessage')).toBe(8)
})

test('S18: a channel that refuses what nobody else is told of is known as refused, until it takes a message', async () => {
  const { clock, world, outbox, process } = slackChannels()
  const { messenger, unpostable } = process()
  world.mood = () => refuse('not_in_channel')
  outbox.put({ ...card('one', { channelId: 'C1' }), key: 'one' })
  await clock.advance(5_000)
  const refused = { reason: 'not_in_channel', since: expect.any(Date) as Date }
  expect(messenger.channels()).toEqual([{ channel: 'C1', refused }])
  expect(unpostable).toEqual(['C1 not_in_channel → nowhere'])

  world.mood = () => undefined
  outbox.put({ ...card('two', { channelId: 'C1' }), key: 'two' })
  await clock.advance(5_000)
  expect(messenger.channels()).toEqual([{ channel: 'C1' }])
})

test('what is refused for what it says tells nothing of the channel', async () => {
  const { clock, world, outbox, process } = slackChannels()
  const { messenger } = process()
  world.mood = () => refuse('invalid_blocks')
  outbox.put({ ...card('one', { channelId: 'C1' }), key: 'one' })
  await clock.advance(5_000)

  expect(messenger.channels()).toEqual([])
})
