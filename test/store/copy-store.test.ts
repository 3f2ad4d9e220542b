import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { append } from '../../src/store/audit/chain.ts'
import { verify } from '../../src/store/audit/verify.ts'
import { copyStore } from '../../src/store/copy-store.ts'
import { migrate } from '../../src/store/migrate.ts'
import { type Database, openDatabase } from '../../src/store/open-database.ts'
import { createPlanBook } from '../../src/store/plans/plan-book.ts'
import type { StoreTarget } from '../../src/store/settings.ts'
import { createStore } from '../../src/store/store.ts'
import { auditEntry, auditTarget } from '../support/audit-entry.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { fakeLog } from '../support/fake-log.ts'
import { openPlan } from '../support/held-plans.ts'
import { type Engine, engines } from '../support/store-engines.ts'

const available = await engines()
const names = available.map(([name]) => name)
const ways = names.flatMap((from) => names.map((to) => [from, to] as const))

/** More than are read at once. */
const RECORDS = 401

const running = new Map<string, Engine>()
const fresh = async (name: string) => {
  const engine = running.get(name)
  if (!engine) throw new Error(`no ${name} here`)
  return engine.fresh()
}
beforeAll(async () => {
  for (const [name, boot] of available) running.set(name, await boot())
})
afterAll(async () => {
  for (const engine of running.values()) await engine.stop()
})

describe.each(ways)('a store copied from %s to %s', (source, other) => {
  let from: StoreTarget
  beforeAll(async () => {
    from = await filled(await fresh(source), RECORDS)
  })

  test('is the same to the last row, and its trail holds', async () => {
    const to = await fresh(other)

    const rows = await copyStore(from, to)

    const [before, after] = [await everything(from), await everything(to)]
    expect(after).toEqual(before)
    expect(rows).toBe(Object.values(before).flat().length)
    const db = await opened(to)
    expect(await verify(db)).toMatchObject({ holds: true, last: { seq: RECORDS } })
  })

  test('goes on where the other stood: what waited waits, and the trail grows', async () => {
    const to = await fresh(other)
    await copyStore(from, to)

    const db = await opened(to)
    expect(await db.selectFrom('plans').select('state').execute()).toEqual([{ state: 'waiting' }])
    await append(db, auditEntry())
    expect(await verify(db)).toMatchObject({ holds: true, last: { seq: RECORDS + 1 } })
  })

  test('is as the store was at one moment, and keeps nobody from writing', async () => {
    const to = await fresh(other)
    const writer = await opened(from)
    const over = new AbortController()
    const writing = (async () => {
      let written = 0
      for (; !over.signal.aborted; written++) {
        await append(writer, auditEntry())
        // What waits for its turn waits with a timer.
        await setImmediate()
      }
      return written
    })()

    await copyStore(from, to)
    over.abort()

    expect(await writing).toBeGreaterThan(0)
    const db = await opened(to)
    const { seq } = await db.selectFrom('audit_head').select('seq').executeTakeFirstOrThrow()
    expect(await verify(db)).toMatchObject({ holds: true, last: { seq } })
  })

  test('never overwrites one that was used', async () => {
    const to = await filled(await fresh(other), 1)
    const before = await everything(to)

    await expect(copyStore(from, to)).rejects.toThrow('not empty')
    expect(await everything(to)).toEqual(before)
  })
})

async function opened(target: StoreTarget): Promise<Database> {
  const db = await openDatabase(target, { create: true })
  onTestFinished(() => db.destroy())
  return db
}

/** With so many records, and a plan that waits. */
async function filled(target: StoreTarget, records: number): Promise<StoreTarget> {
  const store = createStore(target, { clock: fakeClock(), log: fakeLog() })
  await store.service.start()
  const book = createPlanBook(store, { clock: fakeClock(), log: fakeLog() })
  await book.commit({
    plans: [{ expected: 'new', next: openPlan() }],
    records: [auditEntry({})],
    deliveries: [],
  })
  await store.use(async (db) => {
    for (let i = 1; i < records; i++)
      await append(db, auditEntry({ targets: [auditTarget('web'), auditTarget(`web-${i}`)] }))
  })
  await store.service.stop()
  return target
}

/** Every row of every table, whatever tables there are. */
async function everything(target: StoreTarget): Promise<Record<string, unknown[]>> {
  const db = await openDatabase(target, { create: false })
  await migrate(db)
  const all: Record<string, unknown[]> = {}
  for (const { name } of await db.introspection.getTables()) {
    const { rows } = await sql<object>`select * from ${sql.table(name)}`.execute(db)
    all[name] = rows.map((row) => JSON.stringify(row, Object.keys(row).toSorted())).toSorted()
  }
  await db.destroy()
  return all
}
