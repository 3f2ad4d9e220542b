import { type RawBuilder, sql } from 'kysely'
import { ConfigError } from '../core/errors.ts'
import { type Database, openDatabase } from './open-database.ts'
import { migrate, mustBeCurrent } from './migrate.ts'
import type { StoreTarget } from './settings.ts'
import type { Tables } from './tables.ts'

/** Every table, with the columns that its rows are told apart and read in order by. */
const KEYS: Readonly<Record<keyof Tables, readonly string[]>> = {
  audit_head: ['id'],
  audit: ['seq'],
  audit_objects: ['seq', 'position'],
  store_time: ['id'],
  steps: ['id'],
  plans: ['id'],
  plan_targets: ['plan_id', 'uid'],
  deliveries: ['key'],
  incidents: ['id'],
  mutes: ['id'],
  alerts: ['cluster', 'fingerprint'],
  offers: ['id'],
}

/** Each has one row from the start, which says where the store stands. */
const STANDING: ReadonlySet<string> = new Set(['audit_head', 'store_time'])

/** Few enough that no statement has more values than an engine takes. */
const PAGE = 400

/**
 * Copies all that a store holds, as it is at one moment, into an empty one of either engine, in one step. The bot may
 * go on writing meanwhile. Resolves with how many rows were copied. Throws ConfigError when the other is not empty.
 */
export async function copyStore(from: StoreTarget, to: StoreTarget): Promise<number> {
  const source = await openDatabase(from, { create: false })
  try {
    await mustBeCurrent(source)
    const target = await openDatabase(to, { create: true })
    try {
      await migrate(target)
      return await target.transaction().execute(async (step) => {
        await refuseUsed(step)
        return atOneMoment(source, MOMENTS[from.engine], (db) => copyTables(db, step))
      })
    } finally {
      await target.destroy()
    }
  } finally {
    await source.destroy()
  }
}

/** Begins to read what is there now, whatever is written meanwhile, and keeps no writer waiting. */
const MOMENTS = {
  sqlite: sql`begin`,
  postgres: sql`begin isolation level repeatable read read only`,
} as const

function atOneMoment<T>(
  db: Database,
  begin: RawBuilder<unknown>,
  read: (db: Database) => Promise<T>,
): Promise<T> {
  return db.connection().execute(async (connection) => {
    await begin.execute(connection)
    try {
      return await read(connection)
    } finally {
      await sql`rollback`.execute(connection)
    }
  })
}

type Row = Readonly<Record<string, unknown>>

async function copyTables(from: Database, to: Database): Promise<number> {
  let copied = 0
  for (const [table, key] of Object.entries(KEYS)) {
    if (STANDING.has(table)) await sql`delete from ${sql.table(table)}`.execute(to)
    for await (const rows of pagesOf(from, table, key)) {
      await insert(to, table, rows)
      copied += rows.length
    }
  }
  return copied
}

async function* pagesOf(db: Database, table: string, key: readonly string[]) {
  const columns = listed(key.map((name) => sql.ref(name)))
  for (let last: Row | undefined; ;) {
    const behind = last
      ? sql`where (${columns}) > (${listed(key.map((name) => last?.[name]))})`
      : sql``
    const page = sql<Row>`select * from ${sql.table(table)} ${behind} order by ${columns} limit ${PAGE}`
    const { rows } = await page.execute(db)
    last = rows.at(-1)
    if (!last) return
    yield rows
  }
}

async function insert(db: Database, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  const values = rows.map((row) => sql`(${listed(columns.map((name) => row[name]))})`)
  const names = listed(columns.map((name) => sql.ref(name)))
  await sql`insert into ${sql.table(table)} (${names}) values ${listed(values)}`.execute(db)
}

const listed = (parts: readonly unknown[]) => sql.join([...parts])

async function refuseUsed(db: Database): Promise<void> {
  const { turn } = await db.selectFrom('store_time').select('turn').executeTakeFirstOrThrow()
  const { seq } = await db.selectFrom('audit_head').select('seq').executeTakeFirstOrThrow()
  if (turn === 0 && seq === 0) return
  throw new ConfigError(['The other store is not empty. A copy never overwrites: name a new one.'])
}
