import type { Migration } from 'kysely/migration'

/** Until when somebody looked at what is watched. */
export const lookedAt: Migration = {
  async up(db) {
    await db.schema
      .alterTable('store_time')
      .addColumn('looked_at', 'text', (column) => column.notNull().defaultTo(''))
      .execute()
  },
}
