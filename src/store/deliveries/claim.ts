import { type PendingDelivery, type PostedAt, URGENCIES } from '../../core/delivery.ts'
import type { Database } from '../open-database.ts'
import { readAddress, readOrigin, readView } from './delivery-json.ts'
import { type DueRow, dueRows } from './due-rows.ts'

type Wish = {
  readonly limit: number
  readonly leaseMs: number
  /** Who claims. */
  readonly by: string
  readonly now: Date
}

/** What is due and nobody is at, as rows: each that somebody else claimed meanwhile is theirs. */
export async function claim(db: Database, wish: Wish): Promise<readonly DueRow[]> {
  const { limit, by, now } = wish
  const rows = await dueRows(db, { limit, by, now: now.toISOString() })
  return rows.length === 0 ? [] : claimRows(db, rows, wish)
}

/**
 * Those of these rows that are still as they were read. Each claim is one attempt more: a row that somebody else claimed
 * and brought to Slack meanwhile is free again, but not the same.
 */
export async function claimRows(
  db: Database,
  rows: readonly DueRow[],
  { leaseMs, by, now }: Omit<Wish, 'limit'>,
): Promise<readonly DueRow[]> {
  // In one statement: each has the disk to wait for.
  const claimed = await db
    .updateTable('deliveries')
    .set((column) => ({
      claimed_until: new Date(now.getTime() + leaseMs).toISOString(),
      claimed_by: by,
      attempts: column('attempts', '+', 1),
      tried_at: column
        .case()
        .when('tried_at', '=', '')
        .then(now.toISOString())
        .else(column.ref('tried_at'))
        .end(),
    }))
    .where((column) =>
      column.or(
        rows.map(({ key, revision, attempts, claimed_until, claimed_by }) =>
          column.and({ key, revision, attempts, claimed_until, claimed_by }),
        ),
      ),
    )
    .returning('key')
    .execute()
  const mine = new Set(claimed.map(({ key }) => key))
  return rows.filter(({ key }) => mine.has(key))
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
    ...readOrigin(row.origin),
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
