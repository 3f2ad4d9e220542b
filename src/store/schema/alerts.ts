import type { Migration } from 'kysely/migration'

/** Alerts, as they were last heard of an Alertmanager. */
export const alerts: Migration = {
  async up(db) {
    await db.schema
      .createTable('alerts')
      .addColumn('cluster', 'text', (column) => column.notNull())
      .addColumn('fingerprint', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('starts_at', 'text', (column) => column.notNull())
      .addColumn('ends_at', 'text')
      .addColumn('heard_at', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('alerts_pk', ['cluster', 'fingerprint'])
      .execute()
    await db.schema.createIndex('alerts_state').on('alerts').columns(['state']).execute()
    await db.schema.createIndex('alerts_heard').on('alerts').columns(['heard_at']).execute()
  },
}
