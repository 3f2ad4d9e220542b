import type { PendingDelivery, PostedAt } from '../../core/delivery.ts'
import type { Database } from '../open-database.ts'
import type { DeliveryRow } from '../tables.ts'
import { readAddress, readView } from './delivery-json.ts'

type Wish = {
  readonly limit: number
  readonly leaseMs: number
  /** Who claims. */
  readonly by: string
  readonly now: Date
}

/** What is due and nobody is at, as rows: taken one by one, so that two who claim at once share them. */
export async function claim(
  db: Database,
  { limit, leaseMs, by, now }: Wish,
): Promise<readonly ClaimedRow[]> {
  const until = new Date(now.getTime() + leaseMs).toISOString()
  const claimed: ClaimedRow[] = []
  for (const row of await dueRows(db, now.toISOString(), limit)) {
    const mine = await db
      .updateTable('deliveries')
      .set((column) => ({
        claimed_until: until,
        claimed_by: by,
        attempts: column('attempts', '+', 1),
      }))
      .where('key', '=', row.key)
      .where('revision', '=', row.revision)
      .where('claimed_until', '=', row.claimed_until)
      .where('claimed_by', '=', row.claimed_by)
      .returning('key')
      .executeTakeFirst()
    if (mine) claimed.push(row)
  }
  return claimed
}

/** Throws when it is nothing that this program can send. */
export function pendingOf(row: ClaimedRow): PendingDelivery {
  const posted = postedAt(row.channel, row.ts, row.thread_ts)
  const parent = postedAt(row.parent_channel, row.parent_ts, row.parent_thread_ts)
  return {
    key: row.key,
    to: readAddress(row.address),
    view: readView(row.view),
    revision: row.revision,
    attempts: row.attempts,
    ...(posted && { posted }),
    ...(parent && { parent }),
  }
}

export function postedAt(
  channel: string | null,
  ts: string | null,
  threadTs: string | null,
): PostedAt | undefined {
  if (channel === null || ts === null) return undefined
  return { channel, ts, ...(threadTs !== null && { threadTs }) }
}

/** With where its parent is. */
export type ClaimedRow = DeliveryRow & {
  readonly parent_channel: string | null
  readonly parent_ts: string | null
  readonly parent_thread_ts: string | null
}

const dueRows = (db: Database, now: string, limit: number): Promise<ClaimedRow[]> =>
  db
    .selectFrom('deliveries as own')
    .leftJoin('deliveries as above', 'above.key', 'own.parent')
    .selectAll('own')
    .select([
      'above.channel as parent_channel',
      'above.ts as parent_ts',
      'above.thread_ts as parent_thread_ts',
    ])
    .whereRef('own.delivered', '<', 'own.revision')
    .where('own.given_up', 'is', null)
    .where('own.next_at', '<=', now)
    .where('own.claimed_until', '<=', now)
    .where((row) => row.or([row('own.parent', 'is', null), row('above.ts', 'is not', null)]))
    .orderBy('own.turn')
    .orderBy('own.position')
    .limit(limit)
    .execute()
