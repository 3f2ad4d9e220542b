import { expect, test } from 'vitest'
import { createOffers } from '../../src/slack/offers.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { fakeLog } from '../support/fake-log.ts'
import { countingIds } from '../support/slack-bot.ts'
import { slackShelf } from '../support/slack-shelf.ts'

const place = { teamId: 'T1', channelId: 'C1', kind: 'channel' } as const
const logs = { words: 'logs web' }
const deny = { words: 'deny 8f3c21aa', question: { title: 'Deny', label: 'Why?' } }

function offersWith(
  options: { capacity?: number; ttlMs?: number; shelf?: ReturnType<typeof slackShelf> } = {},
) {
  const clock = fakeClock()
  const shelf = options.shelf ?? slackShelf()
  const offers = createOffers({ ids: countingIds, log: fakeLog(), ...options, clock, shelf })
  const words = async (id: string) => (await offers.look(id))?.words
  return { clock, shelf, offers, words }
}

test('the words behind a button are found by its id, as often as it is pressed', async () => {
  const { offers, words } = offersWith()
  const id = offers.remember(logs, place)

  expect(id).not.toContain('logs')
  expect([await words(id), await words(id)]).toEqual(['logs web', 'logs web'])
  expect(await words('another')).toBeUndefined()
})

test('a message that is edited keeps its buttons’ ids', () => {
  const { offers } = offersWith()

  expect(offers.remember(logs, place)).toBe(offers.remember(logs, place))
  expect(offers.remember(logs, { ...place, threadTs: '1.0' })).not.toBe(
    offers.remember(logs, place),
  )
  expect(offers.remember({ ...deny, words: 'logs web' }, place)).not.toBe(
    offers.remember(logs, place),
  )
})

test('A6: an old message’s button still says its words after a restart, with its question', async () => {
  const before = offersWith()
  const id = before.offers.remember(deny, { ...place, threadTs: '1.0' })
  await before.offers.settled()
  const after = offersWith({ shelf: before.shelf })

  expect(await after.offers.look(id)).toMatchObject({ ...deny, channelId: 'C1', threadTs: '1.0' })
})

test('buttons that are made together are stored together, shortly after', async () => {
  const { clock, shelf, offers } = offersWith()
  for (const words of ['a', 'b', 'c', 'a']) offers.remember({ words }, place)
  expect(shelf.batches).toEqual([])
  await clock.advance(50)

  expect(shelf.batches).toEqual([3])
})

test('while the store is away buttons work from memory, and are stored when it is back', async () => {
  const { clock, shelf, offers, words } = offersWith()
  shelf.away = true
  const id = offers.remember(logs, place)
  await offers.settled()
  expect(await words(id)).toBe('logs web')
  await expect(offers.look('another')).rejects.toMatchObject({ code: 'store-unavailable' })

  shelf.away = false
  await clock.advance(6_000)

  expect(shelf.offers.get(id)).toMatchObject(logs)
})

test('what is settled was remembered before, also while another batch is being stored', async () => {
  const shelf = slackShelf()
  const { offers } = offersWith({ shelf })
  offers.remember({ words: 'a' }, place)
  const first = offers.settled()
  const id = offers.remember({ words: 'b' }, place)
  await offers.settled()
  await first

  expect(shelf.offers.has(id)).toBe(true)
})

test('old buttons leave memory; what the store still knows is found there', async () => {
  const { clock, shelf, offers, words } = offersWith({ ttlMs: 1_000 })
  const id = offers.remember(logs, place)
  await clock.advance(1_000)

  expect(await words(id)).toBe('logs web')
  shelf.offers.clear()
  expect(await words(id)).toBeUndefined()
})

test('a button that is shown for days never grows old enough for the store to forget it', async () => {
  const { clock, shelf, offers } = offersWith()
  for (let hours = 0; hours < 7 * 24; hours += 6) {
    offers.remember(logs, place)
    await clock.advance(6 * 3_600_000)
  }
  const id = offers.remember(logs, place)
  await offers.settled()

  const at = Date.parse(shelf.offers.get(id)?.at ?? '')
  expect(clock.now().getTime() - at).toBeLessThan(24 * 3_600_000)
})

test('the number of remembered buttons is bounded; the oldest goes first', async () => {
  const { offers, shelf, words } = offersWith({ capacity: 3 })
  const ids = ['a', 'b', 'c', 'd', 'e'].map((words) => offers.remember({ words }, place))
  await offers.settled()
  shelf.offers.clear()

  expect(await Promise.all(ids.map(words))).toEqual([undefined, undefined, 'c', 'd', 'e'])
})
