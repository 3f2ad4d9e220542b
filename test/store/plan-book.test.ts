import { describe, expect, test } from 'vitest'
import { booted, openStore } from './booted.ts'
import type { Step } from '../../src/core/held/plan-book.ts'
import type { HeldPlan } from '../../src/core/held/held-plan.ts'
import { text, time } from '../../src/core/text.ts'
import { view } from '../../src/core/view.ts'
import { createAuditLog } from '../../src/store/audit/audit-log.ts'
import { verify } from '../../src/store/audit/verify.ts'
import { createOutbox } from '../../src/store/deliveries/outbox.ts'
import { createOfferShelf } from '../../src/store/offers/offer-shelf.ts'
import { createPlanBook } from '../../src/store/plans/plan-book.ts'
import { prune } from '../../src/store/prune.ts'
import type { StoreTarget } from '../../src/store/settings.ts'
import { auditEntry } from '../support/audit-entry.ts'
import { heldPlan, openPlan } from '../support/held-plans.ts'
import { engines } from '../support/store-engines.ts'

const DAY = 86_400_000

const card = (words: string, at = new Date('2026-03-02T10:00:00Z')) => ({
  key: 'plan/8f3c21aa/card',
  to: { channelId: 'C1' },
  view: view('waiting', text`${words} until ${time(at)}`),
})

const step = (next: HeldPlan, wishes: Partial<Step> = {}): Step => ({
  plans: [{ expected: 'new', next }],
  records: [],
  deliveries: [],
  ...wishes,
})

describe.each(await engines())('plans in the store on %s', (_, boot) => {
  const engine = booted(boot)

  const open = async (wanted?: StoreTarget) => {
    const target = wanted ?? (await engine.fresh())
    const { clock, log, store } = await openStore(target)
    let last = 0
    const ids = { short: () => `s${++last}`, opaque: () => `${Math.random()}` }
    return {
      target,
      clock,
      log,
      store,
      book: createPlanBook(store, { clock, log }),
      outbox: createOutbox(store, { clock, ids, log }),
      replica: async () => (await open(target)).book,
      another: () => createOutbox(store, { clock, ids, log }),
    }
  }

  test('a plan is there after a restart as it was, moments included', async () => {
    const { book, store, target } = await open()
    const held = openPlan({ radius: [{ name: 'since', value: text`${time(new Date(5))}` }] })
    await book.commit(step(held))
    await store.service.stop()

    const { book: again } = await open(target)
    expect(await again.find('8f3c21aa')).toEqual({ ...held, version: 1 })
  })

  test('a step on a version that is gone changes nothing at all', async () => {
    const { book, store, outbox } = await open()
    await book.commit(step(openPlan()))
    const swap = (state: HeldPlan['state']) => ({ expected: 1, next: openPlan({ state }) })
    expect(await book.commit(step(openPlan(), { plans: [swap('approved')] }))).toEqual({
      kind: 'done',
      seqs: [],
    })

    const late = { plans: [swap('denied')], records: [auditEntry()], deliveries: [card('no')] }
    expect(await book.commit(late)).toEqual({ kind: 'stale' })
    expect(await book.find('8f3c21aa')).toMatchObject({ state: 'approved', version: 2 })
    expect(await outbox.claim(9, 1000)).toEqual([])
    expect(await store.use((db) => verify(db))).toMatchObject({ last: { seq: 0 } })
  })

  test('when one of two plans is stale, the other stays as well', async () => {
    const { book } = await open()
    await book.commit(step(openPlan()))
    const other = openPlan({ plan: { id: 'other' } })
    const plans = [
      { expected: 'new' as const, next: other },
      { expected: 7, next: openPlan({ state: 'denied' }) },
    ]
    expect(await book.commit({ plans, records: [], deliveries: [] })).toEqual({ kind: 'stale' })
    expect(await book.find('other')).toBeUndefined()
  })

  test('D3: of many who decide at once exactly one is first, and the chain holds', async () => {
    const { book, store, replica: startReplica, log } = await open()
    await book.commit(step(openPlan()))
    const replica = await startReplica()
    const decide = (index: number) =>
      (index % 2 === 0 ? book : replica).commit({
        plans: [{ expected: 1, next: openPlan({ state: index < 8 ? 'approved' : 'denied' }) }],
        records: [auditEntry({ kind: 'decision' }), auditEntry({ request: `r${index}` })],
        deliveries: [card(`decided by ${index}`)],
      })
    const results = await Promise.all(Array.from({ length: 16 }, (__, index) => decide(index)))

    expect(results.filter(({ kind }) => kind === 'done')).toEqual([{ kind: 'done', seqs: [1, 2] }])
    expect(results.filter(({ kind }) => kind === 'stale')).toHaveLength(15)
    expect(await store.use((db) => verify(db))).toMatchObject({ holds: true, last: { seq: 2 } })
    expect(log.lines.filter(({ message }) => message === 'audit record not kept')).toEqual([])
  })

  test('D3: the same saying twice is one plan, whichever replica hears it', async () => {
    const { book, replica: startReplica } = await open()
    const replica = await startReplica()
    const say = (where: typeof book, id: string) =>
      where.commit(step(openPlan({ said: 'E1', plan: { id } })))
    const results = await Promise.all([say(book, 'a1'), say(replica, 'b1')])

    expect(results.map(({ kind }) => kind).toSorted()).toEqual(['done', 'repeated'])
    expect(await book.list({ limit: 9 })).toHaveLength(1)
  })

  test('the same words about the same objects within the time are one change, unless it was refused', async () => {
    const { book, clock } = await open()
    const once = { key: 'U2/web', words: 'scale deploy/web 5 -n shop', withinMs: 10_000 }
    const now = () => clock.now().toISOString()
    const say = (id: string, outcome = 'applied') =>
      book.commit(
        step(
          heldPlan({
            plan: { id },
            createdAt: now(),
            outcome: { kind: outcome, at: now(), auditIds: [] },
          }),
          { once },
        ),
      )
    expect(await say('a', 'refused')).toMatchObject({ kind: 'done' })
    expect(await say('b')).toMatchObject({ kind: 'done' })
    expect(await say('c')).toMatchObject({ kind: 'repeated', by: { plan: { id: 'b' } } })
    await clock.advance(10_000)
    expect(await say('d')).toMatchObject({ kind: 'done' })
  })

  test('plans are found by state, cluster, person, channel, object, review and what is due, newest first', async () => {
    const { book } = await open()
    await book.commit(step(openPlan({ plan: { id: 'a' }, until: '2026-03-02T10:15:00Z' })))
    const review = { state: 'open' as const }
    await book.commit(step(heldPlan({ plan: { id: 'b', cluster: 'staging' }, review })))
    await book.commit(
      step(
        openPlan({
          plan: { id: 'c', effects: [] },
          state: 'executing',
          until: '2026-03-02T12:00:00.000Z',
          runner: { id: 'p1', until: '2026-03-02T10:01:00.000Z' },
        }),
      ),
    )
    const ids = async (query: object) =>
      (await book.list({ limit: 9, ...query })).map(({ plan }) => plan.id)
    const uid = heldPlan().plan.effects[0]?.target.uid

    expect(await ids({})).toEqual(['c', 'b', 'a'])
    expect(await ids({ limit: 1 })).toEqual(['c'])
    expect(await ids({ states: ['waiting', 'ended'] })).toEqual(['b', 'a'])
    expect(await ids({ states: [] })).toEqual([])
    expect(await ids({ cluster: 'staging' })).toEqual(['b'])
    expect(await ids({ requester: 'bob@example.com' })).toHaveLength(3)
    expect(await ids({ channelId: 'C9' })).toEqual([])
    expect(await ids({ uid })).toEqual(['b', 'a'])
    expect(await ids({ openReview: true })).toEqual(['b'])
    expect(await ids({ dueBy: new Date('2026-03-02T10:01:00Z') })).toEqual(['c'])
    expect(await ids({ dueBy: new Date('2026-03-02T10:15:00Z') })).toEqual(['c', 'a'])
  })

  test('D7: time never goes back, also when a clock does', async () => {
    const { book, clock, target } = await open()
    await clock.advance(60_000)
    await book.commit(step(openPlan()))
    const { book: behind } = await open(target)

    expect((await behind.now()).toISOString()).toBe('2026-03-02T10:01:00.000Z')
    await clock.advance(60_000)
    expect((await book.now()).toISOString()).toBe('2026-03-02T10:02:00.000Z')
  })

  test('D7: a clock that was years ahead for a moment does not stop time until then', async () => {
    const { book: ahead, clock: wrong, target } = await open()
    await wrong.advance(3650 * DAY)
    await ahead.commit(step(openPlan()))
    const { book, clock, store } = await open(target)

    expect(await book.now()).toEqual(clock.now())
    await book.commit({ plans: [], records: [], deliveries: [card('again')] })
    const { at } = await store.use((db) =>
      db.selectFrom('store_time').select('at').executeTakeFirstOrThrow(),
    )
    expect(at).toBe(clock.now().toISOString())
    await clock.advance(60_000)
    expect(await book.now()).toEqual(clock.now())
  })

  test('a message is claimed by one, edited in place, and never forgotten', async () => {
    const { book, outbox, another, clock } = await open()
    await book.commit(step(openPlan(), { deliveries: [card('waits')] }))
    const [first] = await outbox.claim(9, 30_000)
    expect(first).toMatchObject({ revision: 1, attempts: 0, to: { channelId: 'C1' } })
    expect(first?.view).toEqual(card('waits').view)
    expect(await another().claim(9, 30_000)).toEqual([])

    await clock.advance(30_000)
    expect(await another().claim(9, 30_000)).toMatchObject([{ attempts: 1 }])
    const posted = { channel: 'C1', ts: '1.1' }
    await book.commit({ plans: [], records: [], deliveries: [card('approved')] })
    await clock.advance(30_000)
    await outbox.delivered('plan/8f3c21aa/card', 1, posted)

    const [edit] = await outbox.claim(9, 30_000)
    expect(edit).toMatchObject({ revision: 2, attempts: 0, posted })
    await outbox.delivered('plan/8f3c21aa/card', 2, posted)
    await clock.advance(DAY)
    expect(await outbox.claim(9, 30_000)).toEqual([])
    expect(await outbox.posted('plan/8f3c21aa/card')).toEqual(posted)
  })

  test('a newer view does not let a second process post while the first is at it', async () => {
    const { book, outbox, another } = await open()
    await book.commit(step(openPlan(), { deliveries: [card('waits')] }))
    await outbox.claim(9, 30_000)
    await book.commit({ plans: [], records: [], deliveries: [card('approved')] })

    expect(await another().claim(9, 30_000)).toEqual([])
    await outbox.delivered('plan/8f3c21aa/card', 1, { channel: 'C1', ts: '1.1' })
    expect(await another().claim(9, 30_000)).toMatchObject([{ posted: { ts: '1.1' } }])
  })

  test('threads wait for their parent; what is postponed comes later, what is given up never', async () => {
    const { book, outbox, clock } = await open()
    const under = (n: number) => ({
      ...card('more'),
      key: `plan/8f3c21aa/thread/${n}`,
      to: { threadOf: 'plan/8f3c21aa/card' },
    })
    const deliveries = [under(1), card('waits'), under(2)]
    await book.commit(step(openPlan(), { deliveries }))
    const keys = async () => (await outbox.claim(9, 1000)).map(({ key }) => key)

    const [first, ...others] = await outbox.claim(9, 1000)
    expect([first?.key, others]).toEqual(['plan/8f3c21aa/card', []])
    if (first) await outbox.postpone(first, 5000, true)
    expect(await keys()).toEqual([])
    await clock.advance(5000)
    expect(await keys()).toEqual(['plan/8f3c21aa/card'])
    await outbox.delivered('plan/8f3c21aa/card', 1, { channel: 'C1', ts: '1.1' })
    expect(await outbox.claim(1, 1000)).toMatchObject([
      { key: 'plan/8f3c21aa/thread/1', parent: { channel: 'C1', ts: '1.1' } },
    ])
    await outbox.giveUp('plan/8f3c21aa/thread/1', 1, 'channel_not_found')
    expect(await keys()).toEqual(['plan/8f3c21aa/thread/2'])
  })

  test('offers outlive the process; old ones, told messages and marks go, plans and open cards stay', async () => {
    const { book, store, outbox, clock } = await open()
    const shelf = createOfferShelf(store)
    const question = { title: 'Deny', label: 'Why?' }
    const offer = {
      id: 'o1',
      words: 'deny a',
      question,
      channelId: 'C1',
      at: '2026-03-02T10:00:00Z',
    }
    await shelf.keep([offer, offer])
    await shelf.keep([])
    expect(await shelf.look('o1')).toEqual(offer)
    const ended = { ...card('done'), key: 'plan/over/card' }
    await book.commit(step(openPlan(), { deliveries: [card('waits'), ended] }))
    for (const { key } of await outbox.claim(9, 1000))
      await outbox.delivered(key, 1, { channel: 'C1', ts: '1' })

    await clock.advance(31 * DAY)
    await prune(store, clock.now())
    expect(await shelf.look('o1')).toBeUndefined()
    expect(await outbox.posted('plan/over/card')).toBeUndefined()
    expect(await outbox.posted('plan/8f3c21aa/card')).toBeDefined()
    expect(await book.find('8f3c21aa')).toBeDefined()
  })

  test('a change that waited is told as one, with its votes, its decision and its end', async () => {
    const { book, store } = await open()
    const kinds = ['request', 'vote', 'vote', 'decision', 'intent', 'outcome', 'review'] as const
    const records = kinds.map((kind) => auditEntry({ kind }))
    await book.commit({ plans: [], records, deliveries: [] })
    const found = await createAuditLog(store).find({ cluster: 'prod-eu', plan: 'p1', limit: 9 })

    expect(found).toMatchObject([
      {
        record: { seq: 1 },
        votes: [{ seq: 2 }, { seq: 3 }],
        decision: { seq: 4 },
        ended: { seq: 6 },
        later: [2, 3, 4, 5, 6, 7].map((seq) => ({ seq })),
      },
    ])
    expect(found).toHaveLength(1)
  })

  test('one stored plan that cannot be read does not hide the others', async () => {
    const { book, store, log } = await open()
    await book.commit(step(openPlan()))
    await book.commit(step(openPlan({ plan: { id: 'bad' } })))
    await store.use((db) =>
      db.updateTable('plans').set({ body: '{"a":1}' }).where('id', '=', 'bad').execute(),
    )

    expect(await book.list({ limit: 9 })).toHaveLength(1)
    expect(log.lines.map(({ message }) => message)).toContain('stored plan cannot be read')
    await expect(book.find('bad')).rejects.toMatchObject({ code: 'store-unavailable' })
  })

  test('keys of a newer version survive a step of this one', async () => {
    const { book } = await open()
    const newer = { ...openPlan(), mood: { at: new Date(7) } }
    await book.commit(step(newer))
    const read = await book.find('8f3c21aa')
    if (!read) throw new Error('not there')
    await book.commit({ plans: [{ expected: 1, next: read }], records: [], deliveries: [] })

    expect(await book.find('8f3c21aa')).toEqual({ ...newer, version: 2 })
  })
})
