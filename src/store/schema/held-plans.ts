import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Plans with their votes, the messages that tell of them, and the words behind buttons. */
export const heldPlans: Migration = {
  async up(db) {
    await createStoreTime(db)
    await createSteps(db)
    await createPlans(db)
    await createPlanTargets(db)
    await createDeliveries(db)
    await createOffers(db)
    await createIndexes(db)
  },
}

// Migrations must not follow the tables of today: theirs are those of their time.
type Then = Kysely<unknown>

async function createStoreTime(db: Then): Promise<void> {
  await db.schema
    .createTable('store_time')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('turn', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('checkpoint', 'integer', (column) => column.notNull())
    .addColumn('checkpoint_at', 'text', (column) => column.notNull())
    .execute()
  await sql`insert into store_time values (1, 0, '', 0, '')`.execute(db)
}

async function createSteps(db: Then): Promise<void> {
  await db.schema
    .createTable('steps')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('seqs', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute()
}

async function createPlans(db: Then): Promise<void> {
  await db.schema
    .createTable('plans')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('turn', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('cluster', 'text', (column) => column.notNull())
    .addColumn('requester', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addColumn('due', 'text')
    .addColumn('said', 'text', (column) => column.unique())
    .addColumn('once_key', 'text')
    .addColumn('open_review', 'integer', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute()
}

async function createPlanTargets(db: Then): Promise<void> {
  await db.schema
    .createTable('plan_targets')
    .addColumn('plan_id', 'text', (column) => column.notNull())
    .addColumn('uid', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('plan_targets_pk', ['uid', 'plan_id'])
    .execute()
}

async function createDeliveries(db: Then): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('turn', 'integer', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('delivered', 'integer', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('parent', 'text')
    .addColumn('view', 'text', (column) => column.notNull())
    .addColumn('channel', 'text')
    .addColumn('ts', 'text')
    .addColumn('thread_ts', 'text')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('next_at', 'text', (column) => column.notNull())
    .addColumn('claimed_until', 'text', (column) => column.notNull())
    .addColumn('claimed_by', 'text', (column) => column.notNull())
    .addColumn('given_up', 'text')
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .execute()
}

async function createOffers(db: Then): Promise<void> {
  await db.schema
    .createTable('offers')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute()
}

async function createIndexes(db: Then): Promise<void> {
  await db.schema.createIndex('plans_state').on('plans').columns(['state', 'due']).execute()
  await db.schema.createIndex('plans_turn').on('plans').columns(['turn']).execute()
  await db.schema
    .createIndex('plans_requester')
    .on('plans')
    .columns(['requester', 'turn'])
    .execute()
  await db.schema.createIndex('plans_once').on('plans').columns(['once_key', 'turn']).execute()
  await db.schema
    .createIndex('deliveries_pending')
    .on('deliveries')
    .columns(['turn', 'position'])
    .where(sql<boolean>`delivered < revision and given_up is null`)
    .execute()
  await db.schema.createIndex('offers_at').on('offers').columns(['at']).execute()
  await db.schema.createIndex('steps_at').on('steps').columns(['at']).execute()
}
