import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Incidents and what people keep silent. */
export const incidents: Migration = {
  async up(db) {
    await createIncidents(db)
    await createMutes(db)
    // Whatever two processes believe: one trouble has one open incident.
    await db.schema
      .createIndex('incidents_open')
      .on('incidents')
      .columns(['key'])
      .unique()
      .where(sql<boolean>`state = 'open'`)
      .execute()
    await db.schema.createIndex('incidents_over').on('incidents').columns(['resolved_at']).execute()
    await db.schema.createIndex('incidents_digest').on('incidents').columns(['digest']).execute()
  },
}

// Migrations must not follow the tables of today: theirs are those of their time.
type Then = Kysely<unknown>

const createIncidents = (db: Then): Promise<void> =>
  db.schema
    .createTable('incidents')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('turn', 'integer', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('cluster', 'text', (column) => column.notNull())
    .addColumn('digest', 'text')
    .addColumn('resolved_at', 'text')
    .addColumn('body', 'text', (column) => column.notNull())
    .execute()

const createMutes = (db: Then): Promise<void> =>
  db.schema
    .createTable('mutes')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('until', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute()
