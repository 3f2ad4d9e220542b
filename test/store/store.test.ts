import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { booted } from './booted.ts'
import { ConfigError } from '../../src/core/errors.ts'
import { append } from '../../src/store/audit/chain.ts'
import { verify } from '../../src/store/audit/verify.ts'
import { openDatabase } from '../../src/store/open-database.ts'
import { createPlanBook } from '../../src/store/plans/plan-book.ts'
import { type StoreTarget, storeTarget } from '../../src/store/settings.ts'
import { createStore } from '../../src/store/store.ts'
import { auditEntry } from '../support/audit-entry.ts'
import { refusal } from '../support/ask-command.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { fakeLog } from '../support/fake-log.ts'
import { openPlan } from '../support/held-plans.ts'
import { engines } from '../support/store-engines.ts'
import { cableTo } from '../support/store-cable.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const run = promisify(execFile)

const storeAt = (target: StoreTarget) => {
  const clock = fakeClock()
  const log = fakeLog()
  const store = createStore(target, { clock, log })
  onTestFinished(() => store.service.stop())
  return { store, clock, log }
}

describe.each(await engines())('the store on %s', (_, boot) => {
  const engine = booted(boot)

  const started = async (target: StoreTarget) => {
    const { store } = storeAt(target)
    await store.service.start()
    return store
  }

  test('what was written is there after a restart', async () => {
    const target = await engine.fresh()
    const first = await started(target)
    await first.use((db) => append(db, auditEntry()))
    await first.service.stop()

    const second = await started(target)
    expect(await second.use((db) => verify(db))).toMatchObject({ holds: true, last: { seq: 1 } })
  })

  test('D6: a store that a newer program wrote is refused, and says so', async () => {
    const target = await engine.fresh()
    const store = await started(target)
    await store.use((db) =>
      sql`insert into kysely_migration (name, timestamp) values ('9999_future', '2030')`.execute(
        db,
      ),
    )
    await store.service.stop()

    const error = await refusal(storeAt(target).store.service.start())
    expect(error).toBeInstanceOf(ConfigError)
    expect(error.message).toContain('newer Deckwatch (it has 9999_future)')
  })

  test('D6: a half-applied migration is refused, and nothing more is changed', async () => {
    const target = await engine.fresh()
    const db = await openDatabase(target, { create: true })
    await sql`create table audit (seq integer)`.execute(db)

    const error = await refusal(storeAt(target).store.service.start())
    const tables = await db.introspection.getTables()
    await db.destroy()

    expect(error).toBeInstanceOf(ConfigError)
    expect(error.message).toContain('0001_audit is half applied')
    expect(tables.map(({ name }) => name)).not.toContain('audit_head')
  })

  test('processes that start at once on an empty store and write at once never fork the chain', async () => {
    const target = await engine.fresh()
    const writer = join(import.meta.dirname, 'audit-writer.ts')
    const args = [writer, JSON.stringify(target), '60']
    await Promise.all([1, 2, 3].map(() => run(process.execPath, args)))

    const store = await started(target)
    expect(await store.use((db) => verify(db))).toMatchObject({ holds: true, last: { seq: 180 } })
  })

  test('D3: processes that decide on one plan at once never both succeed, and lose no record', async () => {
    const target = await engine.fresh()
    const { store, clock, log } = storeAt(target)
    await store.service.start()
    const book = createPlanBook(store, { clock, log })
    const next = openPlan()
    await book.commit({ plans: [{ expected: 'new', next }], records: [], deliveries: [] })
    const decider = join(import.meta.dirname, 'store-decider.ts')
    const args = [decider, JSON.stringify(target), next.plan.id, '40']
    const told = await Promise.all([1, 2, 3].map(() => run(process.execPath, args)))
    const made = told.reduce((sum, { stdout }) => sum + Number(stdout), 0)

    expect(made).toBeGreaterThanOrEqual(40)
    expect(await book.find(next.plan.id)).toMatchObject({ version: 1 + made })
    expect(await store.use((db) => verify(db))).toMatchObject({ holds: true, last: { seq: made } })
  })
})

describe('an SQLite file', () => {
  const inFolder = (files: Record<string, string> = {}) => ({
    engine: 'sqlite' as const,
    path: join(temporaryFolder(files), 'deckwatch.sqlite'),
  })

  test.each([
    ['in a folder that is not there', '/nowhere/deckwatch.sqlite', 'cannot be opened'],
    ['that is a folder', '/tmp', 'cannot be opened'],
  ])('%s keeps the bot from starting', async (__, path, words) => {
    const error = await refusal(storeAt({ engine: 'sqlite', path }).store.service.start())

    expect(error).toBeInstanceOf(ConfigError)
    expect(error.message).toContain(path)
    expect(error.message).toContain(words)
  })

  test('D7: a file that is no database keeps the bot from starting and is left alone', async () => {
    const target = inFolder({
      'deckwatch.sqlite': 'not a database, but something dear. '.repeat(99),
    })
    const error = await refusal(storeAt(target).store.service.start())

    expect(error).toBeInstanceOf(ConfigError)
    expect(error.message).toContain('not a database')
  })

  test('D7: on a full disk nothing is written, that is said, and it goes on when there is room', async () => {
    const { store, clock } = storeAt(inFolder())
    await store.service.start()
    await store.use((db) => sql`pragma max_page_count = 1`.execute(db))
    const large = auditEntry({ reason: 'x'.repeat(400_000) })

    const error = await refusal(store.use((db) => append(db, large)))
    expect(error.code).toBe('store-unavailable')
    expect(error.message).toContain('its disk is full')
    expect(store.service.unready()).toBe('the store cannot be written')

    await store.use((db) => sql`pragma max_page_count = 100000`.execute(db))
    await store.use((db) => append(db, large))
    expect(store.service.unready()).toBeUndefined()
    expect(await store.use((db) => verify(db))).toMatchObject({ holds: true, last: { seq: 1 } })
    await clock.advance(10_000)
  })

  test('D7: a file that is damaged while the bot runs is an outage, not a crash', async () => {
    const target = inFolder()
    const { store } = storeAt(target)
    await store.service.start()
    const other = new DatabaseSync(target.path)
    other.exec('drop table audit_head')
    other.close()

    expect((await refusal(store.use((db) => append(db, auditEntry())))).code).toBe(
      'store-unavailable',
    )
  })

  test('is for the bot’s own user only', async () => {
    const target = inFolder()
    await storeAt(target).store.service.start()
    const { path } = target

    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(`${path}-wal`).mode & 0o777).toBe(0o600)
  })

  test('is durable: write-ahead log, synchronous to the disk', async () => {
    const { store } = storeAt(inFolder())
    const mode = await store.use((db) => sql`pragma journal_mode`.execute(db))
    const synchronous = await store.use((db) => sql`pragma synchronous`.execute(db))

    expect(mode.rows).toEqual([{ journal_mode: 'wal' }])
    expect(synchronous.rows).toEqual([{ synchronous: 2 }])
  })
})

describe('a PostgreSQL that is away', () => {
  test('D1: at start: the bot starts without it, is not ready, and says so at each use', async () => {
    const { store, log } = storeAt({ engine: 'postgres', url: 'postgres://a:b@127.0.0.1:1/none' })

    await store.service.start()
    const error = await refusal(store.use((db) => append(db, auditEntry())))

    expect(error.code).toBe('store-unavailable')
    expect(error.message).toBe('Deckwatch’s store cannot be reached: it does not answer.')
    expect(store.service.unready()).toBe('the store cannot be written')
    expect(log.lines.filter(({ message }) => message === 'store is away')).toHaveLength(1)
  })
})

const [, postgres] = await engines()

describe.runIf(postgres)('a PostgreSQL that goes away', () => {
  test('D1: mid-run: uses fail at once with a clear error, and it is back by itself', async () => {
    const engine = await (postgres?.[1] ?? (() => Promise.reject(new Error('none'))))()
    onTestFinished(() => engine.stop())
    const target = await engine.fresh()
    const cable = await cableTo(target)
    const { store, clock } = storeAt(cable.target)
    await store.service.start()
    await store.use((db) => append(db, auditEntry()))

    cable.cut()
    const error = await refusal(store.use((db) => append(db, auditEntry())))
    expect(error.code).toBe('store-unavailable')
    expect(store.service.unready()).toBeDefined()

    cable.mend()
    await clock.advance(5000)
    await expect.poll(() => store.service.unready()).toBeUndefined()
    await store.use((db) => append(db, auditEntry()))
    expect(await store.use((db) => verify(db))).toMatchObject({ holds: true, last: { seq: 2 } })
  })

  test.each([
    ['before the commit arrived: it is made anew', 'before'],
    ['between the commit and its answer: it is known as made, not made twice', 'after'],
    ['without a word at the commit: it is known as made, and nobody gets the connection', 'never'],
  ] as const)('K16: a step whose connection is lost %s', async (__, moment) => {
    const engine = await (postgres?.[1] ?? (() => Promise.reject(new Error('none'))))()
    onTestFinished(() => engine.stop())
    const cable = await cableTo(await engine.fresh())
    const { store, clock, log } = storeAt(cable.target)
    await store.service.start()
    const book = createPlanBook(store, { clock, log })
    await book.commit({
      plans: [{ expected: 'new', next: openPlan() }],
      records: [],
      deliveries: [],
    })

    cable.cutAtCommit(moment)
    const result = await book.commit({
      plans: [{ expected: 1, next: openPlan({ state: 'approved' }) }],
      records: [auditEntry({ kind: 'decision' })],
      deliveries: [],
    })

    expect(cable.cuts()).toBe(1)
    expect(result).toEqual({ kind: 'done', seqs: [1] })
    expect(await book.find('8f3c21aa')).toMatchObject({ state: 'approved', version: 2 })
    expect(await store.use((db) => verify(db))).toMatchObject({ holds: true, last: { seq: 1 } })
    expect(log.lines.filter(({ message }) => message === 'audit record')).toHaveLength(1)
    expect(store.service.unready()).toBeUndefined()
  })
})

describe('DATABASE_URL', () => {
  test('chooses PostgreSQL; without it the file is the store', () => {
    expect(storeTarget({ path: '/x.sqlite' }, {})).toEqual({ engine: 'sqlite', path: '/x.sqlite' })
    expect(storeTarget({ path: '/x.sqlite' }, { DATABASE_URL: ' postgres://h/d\n' })).toEqual({
      engine: 'postgres',
      url: 'postgres://h/d',
    })
  })

  test.each(['mysql://h/d', 'nonsense'])('%s is refused without repeating it', (url) => {
    expect(() => storeTarget({ path: 'x' }, { DATABASE_URL: url })).toThrow(ConfigError)
    expect(() => storeTarget({ path: 'x' }, { DATABASE_URL: url })).toThrow(
      'DATABASE_URL is no URL',
    )
  })
})
