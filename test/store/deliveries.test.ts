import { describe, expect, test } from 'vitest'
import { booted, openStore } from './booted.ts'
import type { Delivery, Urgency } from '../../src/core/delivery.ts'
import { text } from '../../src/core/text.ts'
import { view } from '../../src/core/view.ts'
import { claimRows } from '../../src/store/deliveries/claim.ts'
import { dueRows } from '../../src/store/deliveries/due-rows.ts'
import { createOutbox } from '../../src/store/deliveries/outbox.ts'
import { createIncidentBook } from '../../src/store/incidents/incident-book.ts'
import { prune } from '../../src/store/prune.ts'
import { engines } from '../support/store-engines.ts'

const CARD = 'incident/8f3c21aa/card'
const posted = { channel: 'COPS', ts: '1.1' }
const message = (key: string, channelId = 'COPS', urgency?: Urgency): Delivery => ({
  key,
  to: { channelId },
  view: view('plain', text`x`),
  ...(urgency && { urgency }),
})
const below = (key: string): Delivery => ({ ...message(key), to: { threadOf: CARD } })
const instead = { key: CARD, view: view('plain', text`told in the digest`) }

describe.each(await engines())('messages in the store on %s', (_, boot) => {
  const engine = booted(boot)

  const open = async () => {
    const { clock, log, store } = await openStore(await engine.fresh())
    const ids = { short: () => 's', opaque: () => `${Math.random()}` }
    const book = createIncidentBook(store, { clock, log })
    const another = () => createOutbox(store, { clock, ids, log })
    const put = (...deliveries: readonly Delivery[]) => book.commit({ incidents: [], deliveries })
    const withdraw = () => book.commit({ incidents: [], deliveries: [], withdrawals: [instead] })
    const outbox = another()
    const keys = async (of = outbox) => (await of.claim(40, 30_000)).map(({ key }) => key)
    return { clock, store, outbox, another, put, withdraw, keys }
  }

  test('a few of each place are taken at once, so that a backlog keeps nobody else waiting', async () => {
    const { put, outbox, keys } = await open()
    const many = Array.from({ length: 100 }, (_, n) => message(`many/${n}`, 'C1'))
    await put(...many, message('alone', 'C2'))

    expect(await keys()).toEqual(['many/0', 'many/1', 'many/2', 'many/3', 'alone'])
    expect(await keys()).toEqual([])
    await outbox.delivered('many/1', 1, { channel: 'C1', ts: '1' })
    expect(await keys()).toEqual(['many/4'])
  })

  test('what is pressing is taken first; a message that was not shown yet stays as pressing as it was', async () => {
    const { put, keys } = await open()
    await put(
      message('over', 'C1', 'end'),
      message('news', 'C1', 'news'),
      message('alarm', 'C1', 'alarm'),
      message('asked', 'C1'),
    )
    await put(message('alarm', 'C1', 'end'), message('over', 'C1', 'change'))

    expect(await keys()).toEqual(['asked', 'alarm', 'news', 'over'])
  })

  test('what another process brought to Slack between reading and claiming is not taken again', async () => {
    const { clock, store, put, outbox, keys } = await open()
    await put(message('a', 'C1'))
    const now = clock.now()
    const wish = { by: 'slow', now, leaseMs: 30_000 }
    const read = await store.use((db) =>
      dueRows(db, { ...wish, limit: 40, now: now.toISOString() }),
    )
    expect(await keys()).toEqual(['a'])
    await outbox.delivered('a', 1, posted)

    expect(read.map(({ key }) => key)).toEqual(['a'])
    expect(await store.use((db) => claimRows(db, read, wish))).toEqual([])
  })

  test('where one process is busy another takes only what was asked for', async () => {
    const { put, another, keys } = await open()
    await put(message('a', 'C1', 'news'))
    expect(await keys()).toEqual(['a'])
    await put(message('b', 'C1', 'news'), message('c', 'C1'), message('d', 'C2', 'news'))

    expect(await keys(another())).toEqual(['c', 'd'])
    expect(await keys()).toEqual([])
  })

  test('an edit that rests waits for what else there is to say, counted from the first', async () => {
    const { put, outbox, keys, clock } = await open()
    const key = 'digest/a/card'
    const digest = (said: string) =>
      put({ ...message(key, 'COPS', 'change'), view: view('plain', [said]), restMs: 10_000 })
    await digest('12 incidents')
    expect(await keys()).toEqual([key])
    await outbox.delivered(key, 1, posted)
    await digest('13 incidents')
    await clock.advance(9_000)
    await digest('14 incidents')
    expect(await keys()).toEqual([])
    await clock.advance(1_000)
    expect(await keys()).toEqual([key])
  })

  test('news that says what it said already is not sent again', async () => {
    const { put, outbox, keys } = await open()
    const news = message(CARD, 'COPS', 'news')
    await put(news)
    expect(await keys()).toEqual([CARD])
    await outbox.delivered(CARD, 1, posted)
    await put({ ...news, urgency: 'change' })
    expect(await keys()).toEqual([])
    await put({ ...news, view: view('plain', ['else']) })
    expect(await keys()).toEqual([CARD])
  })

  test('what is withdrawn before anybody was at it is gone, with all below it', async () => {
    const { put, outbox, withdraw, keys } = await open()
    await put(message(CARD), below('incident/8f3c21aa/thread/opened'), message('other'))
    const both = [CARD, 'incident/8f3c21aa/thread/opened']
    expect((await outbox.unshown([...both, 'nothing'])).map(({ key }) => key)).toEqual(both)

    expect(await withdraw()).toBe('done')
    expect(await outbox.unshown(both)).toEqual([])
    expect(await keys()).toEqual(['other'])
    expect(await withdraw()).toBe('done')
  })

  test('what somebody is at, or what was shown, is not withdrawn, and nothing of that step is kept', async () => {
    const { put, outbox, withdraw, keys } = await open()
    await put(message(CARD))
    expect(await keys()).toEqual([CARD])
    expect(await outbox.unshown([CARD])).toEqual([{ key: CARD, isUnderWay: true }])
    expect(await withdraw()).toBe('stale')

    await outbox.delivered(CARD, 1, posted)
    expect(await withdraw()).toBe('stale')
    expect(await outbox.posted(CARD)).toEqual(posted)
  })

  test('what Slack may have unnoticed is kept, to be looked for; what it surely has not is not', async () => {
    const { put, outbox, withdraw } = await open()
    await put(message(CARD))
    const [sure] = await outbox.claim(9, 1000)
    expect(sure?.triedAt).toBeUndefined()
    if (sure) await outbox.postpone(sure, 0, true)
    const [again] = await outbox.claim(9, 1000)
    expect(again).toMatchObject({ attempts: 1 })
    expect(again?.triedAt).toBeUndefined()
    if (again) await outbox.postpone(again, 0, false)

    expect(await outbox.unshown([CARD])).toEqual([{ key: CARD, isUnderWay: false }])
    expect(await withdraw()).toBe('done')
    expect(await outbox.unshown([CARD])).toEqual([])
    const [tried] = await outbox.claim(9, 1000)
    expect(tried).toMatchObject({ withdrawn: true, view: instead.view })
    expect(tried?.triedAt).toBeInstanceOf(Date)
    await outbox.forget(CARD, tried?.revision ?? 0)
    expect(await outbox.claim(9, 1000)).toEqual([])

    await put(message(CARD))
    const [anew] = await outbox.claim(9, 1000)
    expect(anew).toMatchObject({ key: CARD, revision: 1 })
    expect(anew?.withdrawn).toBeUndefined()
  })

  test('what belongs below a message that will never be there is removed after a month', async () => {
    const { put, outbox, keys, clock, store } = await open()
    await put(message(CARD), below('incident/8f3c21aa/thread/opened'))
    await keys()
    await outbox.giveUp(CARD, 1, 'is_archived')
    await prune(store, new Date(clock.now().getTime() + 31 * 86_400_000))

    expect(await outbox.unshown(['incident/8f3c21aa/thread/opened'])).toEqual([])
  })

  test('what was given up is tried again when there is more to say', async () => {
    const { put, outbox, keys } = await open()
    await put(message(CARD))
    await keys()
    await outbox.giveUp(CARD, 1, 'is_archived')
    expect(await keys()).toEqual([])
    await put(message(CARD))
    expect(await keys()).toEqual([CARD])
  })
})
