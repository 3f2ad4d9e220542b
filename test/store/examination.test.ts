import { chmodSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { booted } from './booted.ts'
import { examineStore } from '../../src/store/examination/examination.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openDatabase } from '../../src/store/open-database.ts'
import type { StoreTarget } from '../../src/store/settings.ts'
import { systemClock } from '../../src/telemetry/system-seams.ts'
import { type Engine, engines } from '../support/store-engines.ts'

const look = (target: StoreTarget) => examineStore(target, systemClock)

async function migrated(target: StoreTarget) {
  const db = await openDatabase(target, { create: true })
  await migrate(db)
  return db
}

describe.each(await engines())('%s', (_name, boot) => {
  const engine = booted(boot)

  test('an empty store is found as that, and left as it is', async () => {
    const target = await engine.fresh()
    const facts = await look(target)

    expect(facts.problem).toBeUndefined()
    expect(facts.unwritable).toBeUndefined()
    expect(await look(target)).toMatchObject({ isThere: facts.isThere })
    expect(facts.schema?.missing ?? ['0001_audit']).toContain('0001_audit')
  })

  test('the schema of this program is told from an older and a newer one', async () => {
    const target = await engine.fresh()
    const db = await migrated(target)
    expect((await look(target)).schema).toEqual({ missing: [], unknown: [] })
    await sql`update kysely_migration set name = '9999_newer' where name = '0001_audit'`.execute(db)
    await db.destroy()

    expect((await look(target)).schema).toEqual({
      missing: ['0001_audit'],
      unknown: ['9999_newer'],
    })
  })

  test('a store that is in use can be looked at', async () => {
    const target = await engine.fresh()
    const db = await migrated(target)
    await db.transaction().execute(async (writing) => {
      await sql`update audit_head set seq = 0`.execute(writing)
      expect((await look(target)).problem).toBeUndefined()
    })
    await db.destroy()
  })
})

describe('a file', () => {
  test('a look leaves nothing beside it', async () => {
    const engine = await sqlite()
    const target = await engine.fresh()
    await (await migrated(target)).destroy()
    const folder = 'path' in target ? dirname(target.path) : ''
    const before = readdirSync(folder)
    await look(target)

    expect(readdirSync(folder)).toEqual(before)
    await engine.stop()
  })

  test('one that everybody may read, and one that is no store', async () => {
    const engine = await sqlite()
    const target = await engine.fresh()
    await (await migrated(target)).destroy()
    if ('path' in target) chmodSync(target.path, 0o644)

    expect(await look(target)).toMatchObject({ isReadByOthers: true })
    expect(await look({ engine: 'sqlite', path: 'package.json' })).toMatchObject({
      problem: 'file is not a database',
    })
    await engine.stop()
  })
})

test('a PostgreSQL that is away is told without its password', async () => {
  const facts = await look({ engine: 'postgres', url: 'postgres://u:passw0rd@127.0.0.1:9/x' })

  expect(facts.problem).toContain('ECONNREFUSED')
  expect(JSON.stringify(facts)).not.toContain('passw0rd')
})

async function sqlite(): Promise<Engine> {
  const [[, boot] = []] = await engines()
  if (!boot) throw new Error('there is always SQLite')
  return boot()
}
