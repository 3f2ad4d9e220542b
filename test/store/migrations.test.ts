import { join } from 'node:path'
import { Migrator } from 'kysely/migration'
import { expect, onTestFinished, test } from 'vitest'
import { migrations } from '../../src/store/migrations.ts'
import { openDatabase } from '../../src/store/open-database.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const names = Object.keys(migrations)
const later = names.slice(1).map((name, i) => [name, names[i] ?? ''] as const)

test.each(later)(
  '%s only adds to %s, so that an older program that still runs beside goes on',
  async (name, earlier) => {
    const before = await schemaOf(earlier)
    const after = await schemaOf(name)

    const gone = [...before].filter(([column, type]) => after.get(column)?.type !== type.type)
    const tables = new Set([...before.values()].map(({ table }) => table))
    const demanded = [...after].filter(
      ([column, { table, mayBeLeftOut }]) =>
        !before.has(column) && tables.has(table) && !mayBeLeftOut,
    )
    expect(gone.map(([column]) => column)).toEqual([])
    expect(demanded.map(([column]) => column)).toEqual([])
  },
)

/** What an older program may rely on, by `table.column`. */
type Column = { readonly table: string; readonly type: string; readonly mayBeLeftOut: boolean }

async function schemaOf(name: string): Promise<ReadonlyMap<string, Column>> {
  const path = join(temporaryFolder({}), 'deckwatch.sqlite')
  const db = await openDatabase({ engine: 'sqlite', path }, { create: true })
  onTestFinished(() => db.destroy())
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateTo(name)
  if (error !== undefined) throw error
  const tables = await db.introspection.getTables()
  return new Map(
    tables.flatMap(({ name: table, columns }) =>
      columns.map(({ name: column, dataType: type, isNullable, hasDefaultValue }) => [
        `${table}.${column}`,
        { table, type, mayBeLeftOut: isNullable || hasDefaultValue },
      ]),
    ),
  )
}
