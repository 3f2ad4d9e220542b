import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { z } from 'zod'

const PAGE = 500
const Body = z.looseObject({ request: z.string() })

/** Records are found by the request that they belong to; those that are there already, too. */
export const auditRequests: Migration = {
  async up(db: Kysely<Tables>) {
    await db.schema
      .alterTable('audit')
      .addColumn('request', 'text', (column) => column.notNull().defaultTo(''))
      .execute()
    for (let last = 0; ;) {
      const rows = await db
        .selectFrom('audit')
        .select(['seq', 'body'])
        .where('seq', '>', last)
        .orderBy('seq')
        .limit(PAGE)
        .execute()
      for (const { seq, body } of rows) {
        const { request } = Body.parse(JSON.parse(body))
        await db.updateTable('audit').set({ request }).where('seq', '=', seq).execute()
      }
      if (rows.length < PAGE) break
      last = rows.at(-1)?.seq ?? last
    }
    await db.schema.createIndex('audit_request').on('audit').columns(['request']).execute()
  },
}

type Tables = {
  readonly audit: { readonly seq: number; readonly body: string; readonly request: string }
}
