import { describe, expect, test } from 'vitest'
import { view } from '../../../src/core/view.ts'
import { limit, lose, refuse, slackChannels, card } from '../../support/slack-channel.ts'

test('S18: what a channel refuses is told in the other one, with where it belongs, and stays there', async () => {
  const { clock, world, outbox, process, shown, messages } = slackChannels()
  const to = { channelId: 'C1', orIn: 'COPS' }
  world.mood = (_method, { channel }) => (channel === 'C1' ? refuse('is_archived') : undefined)
  outbox.put(card('web crashes', to))
  outbox.put({ ...card('all that shows it'), key: 'k', to: { threadOf: 'plan/8f3c21aa/card' } })
  const { unpostable } = process()
  await clock.advance(5_000)
  outbox.put(card('web is fine', to))
  await clock.advance(5_000)

  const [where, ...below] = shown()
  expect(where).toMatch(/^COPS: web is fine\n⚠ This belongs in channel `?C1/u)
  expect(below).toEqual(['COPS: all that shows it'])
  expect([...messages.values()][1]?.thread).toBe('1.000100')
  expect(unpostable).toEqual(['C1 is_archived → COPS'])
})

test('S18: what both channels refuse is given up, and tried again when there is more to say', async () => {
  const { clock, world, outbox, process, shown, of } = slackChannels()
  world.mood = () => refuse('not_in_channel')
  outbox.put(card('web crashes', { channelId: 'C1', orIn: 'COPS' }))
  const { unpostable } = process()
  await clock.advance(600_000)
  expect(of('chat.postMessage')).toBe(2)
  expect(unpostable).toEqual(['C1 not_in_channel → COPS', 'COPS not_in_channel → nowhere'])

  world.mood = () => undefined
  outbox.put(card('web crashes more'))
  await clock.advance(5_000)
  expect(shown()).toEqual(['C1: web crashes more'])
})

test('a backlog in one channel keeps nobody else waiting, and what is pressing there goes first', async () => {
  const { clock, outbox, process, messages } = slackChannels()
  for (let n = 0; n < 200; n++)
    outbox.put({ ...card(`old ${n}`, { channelId: 'C1' }), key: `old/${n}`, urgency: 'change' })
  process()
  await clock.advance(2_500)
  outbox.put({ ...card('elsewhere', { channelId: 'C2' }), key: 'elsewhere', urgency: 'end' })
  outbox.put({ ...card('critical', { channelId: 'C1' }), key: 'critical', urgency: 'alarm' })
  outbox.put({ ...card('approval', { channelId: 'C1' }), key: 'approval' })
  await clock.advance(8_000)

  const said = [...messages.values()].map(({ text }) => text)
  expect(said.indexOf('elsewhere')).toBeLessThan(8)
  expect(said.indexOf('approval')).toBeLessThan(9)
  expect(said.indexOf('critical')).toBe(said.indexOf('approval') + 1)
  expect(said.length).toBeLessThanOrEqual(12)
})

test('an edit that is overtaken before its turn is never sent', async () => {
  const { clock, outbox, process, of, shown } = slackChannels()
  process()
  for (let n = 0; n < 20; n++) outbox.put({ ...card(`card ${n}`), key: `card/${n}` })
  await clock.advance(25_000)
  const before = of('chat.update')
  for (let round = 0; round < 50; round++) {
    for (let n = 0; n < 20; n++) outbox.put({ ...card(`card ${n} at ${round}`), key: `card/${n}` })
    await clock.advance(1_000)
  }
  await clock.advance(25_000)

  expect(of('chat.update') - before).toBeLessThanOrEqual(75)
  expect(shown()).toEqual(Array.from({ length: 20 }, (_, n) => `C1: card ${n} at 49`))
})

test('an edit that rests waits for what else there is to say; the first word does not', async () => {
  const { clock, outbox, process, messages } = slackChannels()
  const digest = (words: string, restMs = 10_000) => outbox.put({ ...card(words), restMs })
  process()
  digest('12 incidents')
  await clock.advance(3_000)
  for (let n = 13; n < 50; n++) {
    digest(`${n} incidents`)
    await clock.advance(1_000)
  }
  digest('all over', 0)
  await clock.advance(4_000)

  const edits = [...messages.values()].flatMap((message) => message.edits)
  expect(edits.length).toBeLessThanOrEqual(5)
  expect(edits.at(-1)).toBe('all over')
})

describe('what is withdrawn', () => {
  const instead = { key: 'plan/8f3c21aa/card', view: view('plain', ['told in the digest']) }
  const below = { ...card('evidence', { threadOf: instead.key }), key: 'below' }

  test('before anybody was at it is never shown, nor what belongs below it', async () => {
    const { clock, outbox, process, messages } = slackChannels()
    outbox.put(card('web crashes'))
    outbox.put(below)
    expect(outbox.withdraw([instead])).toBe(true)
    process()
    await clock.advance(60_000)

    expect(messages.size).toBe(0)
    expect(outbox.rows.size).toBe(0)
  })

  test('S17: although Slack stored it unnoticed says what tells of it instead', async () => {
    const { clock, world, outbox, process, shown, of } = slackChannels()
    world.mood = (method) => (method === 'chat.postMessage' ? 'lost' : lose())
    outbox.put(card('web crashes', { channelId: 'C1' }))
    outbox.put(below)
    process()
    await clock.advance(8_000)
    expect(outbox.withdraw([instead])).toBe(true)
    await clock.advance(120_000)
    world.mood = () => undefined
    await clock.advance(120_000)

    expect(shown()).toEqual(['C1: told in the digest'])
    expect(of('chat.postMessage')).toBe(1)
  })

  test('and did not reach Slack is forgotten', async () => {
    const { clock, world, outbox, process, messages, of } = slackChannels()
    world.mood = () => lose()
    outbox.put(card('web crashes', { channelId: 'C1' }))
    process()
    await clock.advance(8_000)
    expect(outbox.withdraw([instead])).toBe(true)
    world.mood = () => undefined
    await clock.advance(120_000)

    expect([messages.size, outbox.rows.size]).toEqual([0, 0])
    expect(of('conversations.history')).toBeGreaterThan(0)
  })

  test('while somebody is at it, or after it was shown, is not', async () => {
    const { clock, world, outbox, process } = slackChannels()
    outbox.put(card('web crashes'))
    world.mood = (method) => (method === 'chat.postMessage' ? limit(10) : undefined)
    await outbox.claim(1, 10_000)
    expect(outbox.withdraw([instead])).toBe(false)
    world.mood = () => undefined
    process()
    await clock.advance(20_000)
    expect(outbox.withdraw([instead])).toBe(false)
  })
})
