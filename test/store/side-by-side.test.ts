import { DummyDriver, Kysely, PostgresAdapter, PostgresQueryCompiler } from 'kysely'
import { expect, test } from 'vitest'
import { allDone, sideBySide } from '../../src/store/side-by-side.ts'
import type { Tables } from '../../src/store/tables.ts'

/** A database that answers nothing before two statements of a transaction came. */
function slowDatabase() {
  const both = Promise.withResolvers<void>()
  const sent: string[] = []
  class SlowDriver extends DummyDriver {
    override async acquireConnection() {
      const connection = await super.acquireConnection()
      return {
        ...connection,
        async executeQuery({ sql }: { readonly sql: string }) {
          if (sent.push(sql) === 2) both.resolve()
          await both.promise
          return { rows: [] }
        },
        streamQuery: connection.streamQuery.bind(connection),
      }
    }
  }
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new SlowDriver(),
      createIntrospector: () => {
        throw new TypeError('nobody looks at the schema here')
      },
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  return { db, sent }
}

test('statements of a transaction are sent together, in the order in which they are said', async () => {
  const { db, sent } = slowDatabase()
  await db.transaction().execute(async (transaction) => {
    const open = await sideBySide(transaction)
    await allDone([
      open.selectFrom('steps').select('id').execute(),
      open.selectFrom('offers').select('id').execute(),
    ])
  })

  expect(sent).toEqual(['select "id" from "steps"', 'select "id" from "offers"'])
})
