import type { Migration } from 'kysely/migration'
import { deliveryPlaces } from './schema/delivery-places.ts'
import { alerts } from './schema/alerts.ts'
import { auditRequests } from './schema/audit-requests.ts'
import { deliveryOrigins } from './schema/delivery-origins.ts'
import { heldPlans } from './schema/held-plans.ts'
import { incidents } from './schema/incidents.ts'
import { lookedAt } from './schema/looked-at.ts'

/** What the first record follows. */
export const GENESIS = '0'.repeat(64)

/** Every change of the schema, in order, for both engines. One that was released is never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001_audit': {
    async up(db) {
      await db.schema
        .createTable('audit_head')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('seq', 'integer', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .execute()
      await db.insertInto('audit_head').values({ id: 1, seq: 0, hash: GENESIS }).execute()
      await db.schema
        .createTable('audit')
        .addColumn('seq', 'integer', (column) => column.primaryKey())
        .addColumn('prev_hash', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('cluster', 'text', (column) => column.notNull())
        .addColumn('slack_user', 'text', (column) => column.notNull())
        .addColumn('kube_user', 'text', (column) => column.notNull())
        .addColumn('plan_id', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('audit_objects')
        .addColumn('seq', 'integer', (column) => column.notNull())
        .addColumn('position', 'integer', (column) => column.notNull())
        .addColumn('api_group', 'text', (column) => column.notNull())
        .addColumn('resource', 'text', (column) => column.notNull())
        .addColumn('namespace', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('audit_objects_pk', ['seq', 'position'])
        .execute()
      await db.schema.createIndex('audit_cluster').on('audit').columns(['cluster', 'seq']).execute()
      await db.schema.createIndex('audit_plan').on('audit').columns(['plan_id']).execute()
      await db.schema
        .createIndex('audit_objects_object')
        .on('audit_objects')
        .columns(['name', 'namespace', 'resource', 'seq'])
        .execute()
    },
  },
  '0002_held_plans': heldPlans,
  '0003_incidents': incidents,
  '0004_delivery_places': deliveryPlaces,
  '0005_alerts': alerts,
  '0006_looked_at': lookedAt,
  '0007_delivery_origins': deliveryOrigins,
  '0008_audit_requests': auditRequests,
}
