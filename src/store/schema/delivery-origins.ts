import type { Migration } from 'kysely/migration'

/** Which work has a message to say, so that a request can be followed to Slack whoever brings it there. */
export const deliveryOrigins: Migration = {
  async up(db) {
    await db.schema
      .alterTable('deliveries')
      .addColumn('origin', 'text', (column) => column.notNull().defaultTo(''))
      .execute()
  },
}
