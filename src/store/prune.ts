import { type ExpressionBuilder, sql } from 'kysely'
import type { Clock } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import type { Database } from './open-database.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How long what nobody needs any more is kept. Plans and the audit trail are kept for good. */
const KEPT = {
  offers: 7 * DAY,
  deliveries: 30 * DAY,
  incidents: 30 * DAY,
  mutes: DAY,
  steps: DAY,
  // Longer than the longest silence after which one that fires is taken to be over.
  alerts: 8 * DAY,
}

/** Removes offers, told messages, incidents and mutes that are over, alerts not heard of, and marks of steps that are old. */
export const prune = (store: Store, now: Date): Promise<void> =>
  store.use(async (db) => {
    const before = (age: number) => new Date(now.getTime() - age).toISOString()
    await db.deleteFrom('offers').where('at', '<', before(KEPT.offers)).execute()
    await db.deleteFrom('steps').where('at', '<', before(KEPT.steps)).execute()
    await db.deleteFrom('alerts').where('heard_at', '<', before(KEPT.alerts)).execute()
    await db.deleteFrom('mutes').where('until', '<', before(KEPT.mutes)).execute()
    await db
      .deleteFrom('incidents')
      .where('state', '=', 'resolved')
      .where('resolved_at', '<', before(KEPT.incidents))
      .execute()
    await pruneDeliveries(db, before(KEPT.deliveries))
    await pruneOrphans(db, before(KEPT.deliveries))
  })

/** Does so every hour; a store that is away is tried again an hour later. */
export function pruning(store: Store, clock: Clock): Service {
  let cancel = () => {}
  const again = () => {
    cancel = clock.after(
      HOUR,
      () =>
        void prune(store, clock.now())
          .catch(() => {})
          .finally(again),
    )
  }
  return {
    name: 'pruning',
    start: async () => again(),
    stop: async () => cancel(),
    unready: () => undefined,
  }
}

/** Not those of a plan or an incident that goes on, nor one in whose thread something is still to be told. */
async function pruneDeliveries(db: Database, before: string): Promise<void> {
  await db
    .deleteFrom('deliveries')
    .where('updated_at', '<', before)
    .where((row) =>
      row.or([row('given_up', 'is not', null), row('delivered', '>=', row.ref('revision'))]),
    )
    .where((row) => row.not(row.exists(planGoingOn(row))))
    .where((row) => row.not(row.exists(incidentGoingOn(row))))
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('deliveries as under')
            .select('under.key')
            .whereRef('under.parent', '=', 'deliveries.key')
            .whereRef('under.delivered', '<', 'under.revision'),
        ),
      ),
    )
    .execute()
}

/** What belongs below a message that will never be there. */
async function pruneOrphans(db: Database, before: string): Promise<void> {
  await db
    .deleteFrom('deliveries')
    .where('updated_at', '<', before)
    .where('parent', 'is not', null)
    .where('ts', 'is', null)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('deliveries as above')
            .select('above.key')
            .whereRef('above.key', '=', 'deliveries.parent')
            .where('above.given_up', 'is', null),
        ),
      ),
    )
    .execute()
}

const planGoingOn = (row: ExpressionBuilder<Tables, 'deliveries'>) =>
  row
    .selectFrom('plans')
    .select('plans.id')
    .where('plans.state', 'in', ['waiting', 'approved', 'scheduled', 'executing'])
    .where(sql<boolean>`deliveries.key like 'plan/' || plans.id || '/%'`)

/** Its own card and thread, or the digest that tells of it, be it on the card of another. */
const incidentGoingOn = (row: ExpressionBuilder<Tables, 'deliveries'>) =>
  row
    .selectFrom('incidents')
    .select('incidents.id')
    .where('incidents.state', '=', 'open')
    .where(
      sql<boolean>`(deliveries.key like 'incident/' || incidents.id || '/%' or deliveries.key = 'digest/' || incidents.digest || '/card' or deliveries.key like 'incident/' || incidents.digest || '/card%')`,
    )
