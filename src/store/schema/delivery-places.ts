import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Deliveries know where they wait, how pressing they are, and whether Slack may have them unnoticed. */
export const deliveryPlaces: Migration = {
  async up(db) {
    await addColumns(db)
    // What waited before: where it goes stands in its address, and it may have been tried.
    await sql`update deliveries set tried_at = updated_at where ts is null`.execute(db)
    await sql`update deliveries set place = address where parent is null`.execute(db)
    await db.schema.createIndex('deliveries_parent').on('deliveries').columns(['parent']).execute()
  },
}

// Migrations must not follow the tables of today: theirs are those of their time.
async function addColumns(db: Kysely<unknown>): Promise<void> {
  for (const name of ['place', 'tried_at'])
    await db.schema
      .alterTable('deliveries')
      .addColumn(name, 'text', (column) => column.notNull().defaultTo(''))
      .execute()
  for (const name of ['urgency', 'withdrawn'])
    await db.schema
      .alterTable('deliveries')
      .addColumn(name, 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
}
