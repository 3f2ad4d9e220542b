import type { Outbox, Unshown } from '../../core/delivery.ts'
import type { Clock } from '../../core/seams.ts'
import type { Database } from '../open-database.ts'
import type { Store } from '../store.ts'
import { backlog } from './backlog.ts'
import { postedAt } from './claim.ts'

/** What can be asked about messages without being at them. */
export const readings = (
  store: Store,
  clock: Clock,
): Pick<Outbox, 'posted' | 'keyAt' | 'unshown' | 'backlog'> => ({
  posted: (key) =>
    store.use(async (db) => {
      const row = await db
        .selectFrom('deliveries')
        .select(['channel', 'ts', 'thread_ts'])
        .where('key', '=', key)
        .executeTakeFirst()
      return row && postedAt(row.channel, row.ts, row.thread_ts)
    }),
  keyAt: ({ channel, ts }) =>
    store.use(async (db) => {
      const row = await db
        .selectFrom('deliveries')
        .select('key')
        .where('ts', '=', ts)
        .where('channel', '=', channel)
        .executeTakeFirst()
      return row?.key
    }),
  backlog: () => store.use(backlog),
  unshown: (keys) =>
    store.use(async (db) => {
      const found: Unshown[] = []
      for (let from = 0; from < keys.length; from += KEYS_AT_ONCE)
        found.push(...(await unshown(db, keys.slice(from, from + KEYS_AT_ONCE), clock.now())))
      return found
    }),
})

/** Both engines bound the number of values in one statement. */
const KEYS_AT_ONCE = 1000

async function unshown(db: Database, keys: readonly string[], now: Date): Promise<Unshown[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['key', 'claimed_until'])
    .where('key', 'in', keys)
    .whereRef('delivered', '<', 'revision')
    .where('given_up', 'is', null)
    .where('ts', 'is', null)
    .where('withdrawn', '=', 0)
    .orderBy('key')
    .execute()
  return rows.map(({ key, claimed_until: until }) => ({
    key,
    isUnderWay: until > now.toISOString(),
  }))
}
