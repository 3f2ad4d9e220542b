import { Migrator } from 'kysely/migration'
import { ConfigError } from '../core/errors.ts'
import { migrations } from './migrations.ts'
import type { Database } from './open-database.ts'
import { isOutage, messageOf } from './store-error.ts'

/**
 * Brings the schema up to this program's. Throws ConfigError when the schema is newer, or half of a migration is
 * there already; nothing is changed then.
 */
export async function migrate(db: Database): Promise<void> {
  refuseNewer(await applied(db))
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error, results } = await migrator.migrateToLatest()
  if (error === undefined) return
  if (isOutage(error)) throw error
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName ?? 'the schema'
  throw new ConfigError([
    `The store’s migration ${failed} is half applied: ${messageOf(error)}. Nothing was changed. Restore the store from a backup, or name an empty one.`,
  ])
}

/** How the schema stands to this program's: what its next start will add, and what it does not know. */
export async function schemaOf(
  db: Database,
): Promise<{ readonly missing: readonly string[]; readonly unknown: readonly string[] }> {
  const names = await applied(db)
  return {
    missing: Object.keys(migrations).filter((name) => !names.includes(name)),
    unknown: names.filter((name) => !(name in migrations)),
  }
}

/** For those who only look. Throws ConfigError unless the schema is exactly this program's. */
export async function mustBeCurrent(db: Database): Promise<void> {
  refuseNewer(await applied(db))
  const { missing } = await schemaOf(db)
  if (missing.length === 0) return
  throw new ConfigError([
    `The store has an older schema (without ${missing.join(', ')}): start the bot once, it brings it up to date.`,
  ])
}

function refuseNewer(names: readonly string[]): void {
  const unknown = names.filter((name) => !(name in migrations))
  if (unknown.length === 0) return
  throw new ConfigError([
    `The store was written by a newer Deckwatch (it has ${unknown.join(', ')}): run that version, or a newer one.`,
  ])
}

/** Names of the migrations that the store has. */
async function applied(db: Database): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === 'kysely_migration')) return []
  const own = db.withTables<{ kysely_migration: { name: string } }>()
  const rows = await own.selectFrom('kysely_migration').select('name').execute()
  return rows.map(({ name }) => name)
}
