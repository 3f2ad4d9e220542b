import type { Outbox } from '../../core/delivery.ts'
import type { Clock } from '../../core/seams.ts'
import type { Database } from '../open-database.ts'
import type { Store } from '../store.ts'
import { backlog } from './backlog.ts'
import { postedAt } from './claim.ts'

/** What can be asked about messages without being at them. */
export const readings = (
  store: Store,
  clock: Clock,
): Pick<Outbox, 'posted' | 'unshown' | 'backlog'> => ({
  posted: (key) =>
    store.use(async (db) => {
      const row = await db
        .selectFrom('deliveries')
        .select(['channel', 'ts', 'thread_ts'])
        .where('key', '=', key)
        .executeTakeFirst()
      return row && postedAt(row.channel, row.ts, row.thread_ts)
    }),
  backlog: () => store.use(backlog),
  unshown: (prefix) => store.use((db) => unshown(db, prefix, clock.now().toISOString())),
})

async function unshown(db: Database, prefix: string, now: string): Promise<string[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select('key')
    .whereRef('delivered', '<', 'revision')
    .where('given_up', 'is', null)
    .where('ts', 'is', null)
    .where('withdrawn', '=', 0)
    .where('claimed_until', '<=', now)
    .where('key', 'like', `${prefix}%`)
    .orderBy('key')
    .execute()
  return rows.map(({ key }) => key)
}
