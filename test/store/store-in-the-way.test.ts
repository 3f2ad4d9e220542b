import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { booted } from './booted.ts'
import { UnavailableError } from '../../src/core/errors.ts'
import type { PlanBook } from '../../src/core/held/plan-book.ts'
import { verify } from '../../src/store/audit/verify.ts'
import { createOutbox } from '../../src/store/deliveries/outbox.ts'
import { openDatabase } from '../../src/store/open-database.ts'
import { createPlanBook } from '../../src/store/plans/plan-book.ts'
import type { StoreTarget } from '../../src/store/settings.ts'
import { createStore } from '../../src/store/store.ts'
import { systemClock, systemIds } from '../../src/telemetry/system-seams.ts'
import { auditEntry } from '../support/audit-entry.ts'
import { fakeLog } from '../support/fake-log.ts'
import { openPlan } from '../support/held-plans.ts'
import { engines } from '../support/store-engines.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

async function open(target: StoreTarget) {
  const parts = { clock: systemClock, ids: systemIds, log: fakeLog() }
  const store = createStore(target, parts)
  await store.service.start()
  onTestFinished(() => store.service.stop())
  const book = createPlanBook(store, parts)
  await book.commit({ plans: [{ expected: 'new', next: openPlan() }], records: [], deliveries: [] })
  return { store, book, outbox: createOutbox(store, parts) }
}

const approval = (reason = 'ok') => ({
  plans: [{ expected: 1, next: openPlan({ state: 'approved' }) }],
  records: [auditEntry({ kind: 'decision', reason })],
  deliveries: [],
})

describe.each(await engines())('D3: one plan, two replicas, on %s', (_, boot) => {
  const engine = booted(boot)

  test('the same approval taken by both at the same moment is one decision, with one record', async () => {
    const target = await engine.fresh()
    const one = await open(target)
    const parts = { clock: systemClock, log: fakeLog() }
    const other = createStore(target, parts)
    await other.service.start()
    onTestFinished(() => other.service.stop())
    const both = [one.book, createPlanBook(other, parts)]
    const kinds = await Promise.all(both.map((book) => book.commit(approval())))

    expect(kinds.map(({ kind }) => kind).toSorted()).toEqual(['done', 'stale'])
    expect(await one.book.find('8f3c21aa')).toMatchObject({ state: 'approved', version: 2 })
    expect(await one.store.use((db) => verify(db))).toMatchObject({ holds: true, last: { seq: 1 } })
  })

  test('ten decisions of each at once wait for each other, and none is lost', async () => {
    const target = await engine.fresh()
    const parts = { clock: systemClock, log: fakeLog() }
    const one = await open(target)
    const other = createStore(target, parts)
    onTestFinished(() => other.service.stop())
    const ids = Array.from({ length: 10 }, (__, index) => index)
    const add = (book: PlanBook, id: string) =>
      book.commit({
        plans: [{ expected: 'new', next: openPlan({ plan: { id } }) }],
        records: [auditEntry({ request: id })],
        deliveries: [],
      })
    const otherBook = createPlanBook(other, parts)
    const results = await Promise.all(
      ids.flatMap((n) => [add(one.book, `a${n}`), add(otherBook, `b${n}`)]),
    )

    expect(results.map(({ kind }) => kind)).toEqual(results.map(() => 'done'))
    expect(await one.store.use((db) => verify(db))).toMatchObject({
      holds: true,
      last: { seq: 20 },
    })
  })
})

describe('D1: an SQLite file that another process holds', () => {
  const held = async () => {
    const path = `${temporaryFolder({})}/deckwatch.sqlite`
    const stage = await open({ engine: 'sqlite', path })
    const other = new DatabaseSync(path)
    other.exec('begin immediate')
    onTestFinished(() => other.close())
    return { ...stage, other }
  }

  test('is waited for, and everything else goes on meanwhile', async () => {
    const { book, other } = await held()
    const committing = book.commit(approval())
    let turns = 0
    for (; turns < 5; turns++) await new Promise((resolve) => void setImmediate(resolve))
    other.exec('rollback')

    expect(await committing).toMatchObject({ kind: 'done' })
    expect(turns).toBe(5)
  })

  test('is not waited for without end: the change is refused clearly, and nothing of it is there', async () => {
    const { book, store, other } = await held()
    const error = await book.commit(approval()).catch((thrown: unknown) => thrown)

    expect(error).toBeInstanceOf(UnavailableError)
    expect(error).toMatchObject({ message: 'Deckwatch’s store is held by another process.' })
    expect(store.service.unready()).toBe('the store cannot be written')
    other.exec('rollback')
    expect(await book.find('8f3c21aa')).toMatchObject({ state: 'waiting', version: 1 })
    expect(await book.commit(approval())).toEqual({ kind: 'done', seqs: [1] })
    expect(store.service.unready()).toBeUndefined()
  })
})

const [, postgres] = await engines()

describe.runIf(postgres)('D1: a PostgreSQL that takes longer than anybody waits', () => {
  test('refuses a step clearly, is read meanwhile, and makes nothing of it later', async () => {
    const engine = await (postgres?.[1] ?? (() => Promise.reject(new Error('none'))))()
    onTestFinished(() => engine.stop())
    const target = await engine.fresh()
    const { book, store } = await open(target)
    const { promise: isEnough, resolve: enough } = Promise.withResolvers<void>()
    const { promise: isLocked, resolve: locked } = Promise.withResolvers<void>()
    const db = await openDatabase(target, { create: false })
    onTestFinished(() => db.destroy())
    const holding = db.transaction().execute(async (transaction) => {
      // Or PostgreSQL would end what stands still.
      await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction)
      await sql`lock table store_time`.execute(transaction)
      locked()
      await isEnough
    })
    await isLocked
    const committing = book.commit(approval()).catch((thrown: unknown) => thrown)
    expect(await book.find('8f3c21aa')).toMatchObject({ state: 'waiting' })
    const refused = await committing
    enough()
    await holding

    expect(refused).toMatchObject({
      code: 'store-unavailable',
      message: 'Deckwatch’s store cannot be reached: it does not answer.',
    })
    expect(await book.commit({ ...approval(), records: [] })).toEqual({ kind: 'done', seqs: [] })
    expect(await book.find('8f3c21aa')).toMatchObject({ version: 2 })
    expect(await store.use((own) => verify(own))).toMatchObject({ holds: true, last: { seq: 0 } })
  })
})

describe('D7: a disk that is full in the middle of a step', () => {
  const card = { key: 'plan/8f3c21aa/card', to: { channelId: 'C1' } }

  test('on SQLite nothing of the step is there, and it goes through when there is room', async () => {
    const { book, store, outbox } = await open({
      engine: 'sqlite',
      path: `${temporaryFolder({})}/deckwatch.sqlite`,
    })
    const big = { ...approval('x'.repeat(400_000)), deliveries: [{ ...card, view: plainView }] }
    await store.use((db) => sql`pragma max_page_count = 1`.execute(db))
    await expect(book.commit(big)).rejects.toThrow('its disk is full')
    expect(await book.find('8f3c21aa')).toMatchObject({ state: 'waiting', version: 1 })
    expect(await outbox.claim(9, 1000)).toEqual([])
    expect(await store.use((db) => verify(db))).toMatchObject({ holds: true, last: { seq: 0 } })

    await store.use((db) => sql`pragma max_page_count = 100000`.execute(db))
    expect(await book.commit(big)).toEqual({ kind: 'done', seqs: [1] })
    expect(await outbox.claim(9, 1000)).toHaveLength(1)
  })

  test.runIf(postgres)('on PostgreSQL likewise', async () => {
    const engine = await (postgres?.[1] ?? (() => Promise.reject(new Error('none'))))()
    onTestFinished(() => engine.stop())
    const { book, store, outbox } = await open(await engine.fresh())
    const step = { ...approval(), deliveries: [{ ...card, view: plainView }] }
    await store.use((db) => fullDisk.execute(db))
    await expect(book.commit(step)).rejects.toThrow('its disk is full')
    expect(await book.find('8f3c21aa')).toMatchObject({ state: 'waiting', version: 1 })
    expect(await outbox.claim(9, 1000)).toEqual([])

    await store.use((db) => sql`drop trigger full_disk on deliveries`.execute(db))
    expect(await book.commit(step)).toEqual({ kind: 'done', seqs: [1] })
    expect(await store.use((db) => verify(db))).toMatchObject({ holds: true, last: { seq: 1 } })
  })
})

const plainView = { tone: 'plain' as const, title: ['approved'], parts: [] }

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: 53100 is disk_full. */
const fullDisk = sql`
  create function no_room() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
  create trigger full_disk before insert on deliveries execute function no_room()`
