import { expect, test } from 'vitest'
import { createOffers } from '../../src/slack/offers.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { countingIds } from '../support/slack-bot.ts'

const place = { teamId: 'T1', channelId: 'C1', kind: 'channel' } as const

test('the words behind a button are found by its id, as often as it is pressed', () => {
  const offers = createOffers({ clock: fakeClock(), ids: countingIds })
  const id = offers.remember('logs web', place)

  expect(id).not.toContain('logs')
  expect([offers.look(id), offers.look(id)]).toEqual(['logs web', 'logs web'])
  expect(offers.look('another')).toBeUndefined()
})

test('a message that is edited keeps its buttons’ ids', () => {
  const offers = createOffers({ clock: fakeClock(), ids: countingIds })

  expect(offers.remember('logs web', place)).toBe(offers.remember('logs web', place))
  expect(offers.remember('logs web', { ...place, threadTs: '1.0' })).not.toBe(
    offers.remember('logs web', place),
  )
})

test('old buttons are forgotten', async () => {
  const clock = fakeClock()
  const offers = createOffers({ clock, ids: countingIds, ttlMs: 1_000 })
  const id = offers.remember('logs web', place)
  await clock.advance(1_000)

  expect(offers.look(id)).toBeUndefined()
})

test('the number of remembered buttons is bounded; the oldest goes first', () => {
  const offers = createOffers({ clock: fakeClock(), ids: countingIds, capacity: 3 })
  const ids = ['a', 'b', 'c', 'd', 'e'].map((words) => offers.remember(words, place))

  expect(ids.map((id) => offers.look(id))).toEqual([undefined, undefined, 'c', 'd', 'e'])
})
