import { type PendingDelivery, type PostedAt, URGENCIES } from '../../core/delivery.ts'
import type { Database } from '../open-database.ts'
import { readAddress, readView } from './delivery-json.ts'
import { type DueRow, dueRows } from './due-rows.ts'

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
): Promise<readonly DueRow[]> {
  const until = new Date(now.getTime() + leaseMs).toISOString()
  const claimed: DueRow[] = []
  for (const row of await dueRows(db, { limit, by, now: now.toISOString() })) {
    const mine = await db
      .updateTable('deliveries')
      .set((column) => ({
        claimed_until: until,
        claimed_by: by,
        attempts: column('attempts', '+', 1),
        tried_at: row.tried_at || now.toISOString(),
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
export function pendingOf(row: DueRow): PendingDelivery {
  const posted = postedAt(row.channel, row.ts, row.thread_ts)
  const parent = postedAt(row.parent_channel, row.parent_ts, row.parent_thread_ts)
  return {
    key: row.key,
    to: readAddress(row.address),
    view: readView(row.view),
    urgency: URGENCIES[row.urgency] ?? 'asked',
    revision: row.revision,
    attempts: row.attempts,
    ...(posted && { posted }),
    ...(parent && { parent }),
    ...(row.tried_at !== '' && { triedAt: new Date(row.tried_at) }),
    ...(row.withdrawn !== 0 && { withdrawn: true }),
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
