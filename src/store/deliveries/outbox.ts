import type { Outbox, PendingDelivery, PostedAt } from '../../core/delivery.ts'
import type { Clock, Ids, Log } from '../../core/seams.ts'
import type { Database } from '../open-database.ts'
import { messageOf } from '../store-error.ts'
import type { Store } from '../store.ts'
import { claim, pendingOf } from './claim.ts'
import type { DueRow } from './due-rows.ts'
import { readings } from './readings.ts'

type Parts = { readonly clock: Clock; readonly ids: Ids; readonly log: Log }

/** Messages in the store, for one process to bring to Slack. */
export function createOutbox(store: Store, { clock, ids, log }: Parts): Outbox {
  const by = ids.opaque()
  return {
    claim: (limit, leaseMs) =>
      store.use(async (db) => {
        const rows = await claim(db, { limit, leaseMs, by, now: clock.now() })
        const pending: PendingDelivery[] = []
        for (const row of rows) pending.push(...(await readable(db, row, log)))
        return pending
      }),
    delivered: (key, revision, posted) =>
      store.use((db) => markDelivered(db, { key, revision, posted, by })),
    postpone: (pending, delayMs, isUnsent) =>
      store.use(async (db) => {
        const at = new Date(clock.now().getTime() + delayMs)
        await postpone(db, pending, { at, isUnsent })
        await release(db, { key: pending.key, by })
      }),
    giveUp: (key, revision, why) =>
      store.use(async (db) => {
        await giveUp(db, { key, revision }, why)
        await release(db, { key, by })
      }),
    forget: (key, revision) =>
      store.use(async (db) => {
        await db
          .deleteFrom('deliveries')
          .where('key', '=', key)
          .where('revision', '=', revision)
          .execute()
        await release(db, { key, by })
      }),
    ...readings(store, clock),
  }
}

type Shown = {
  readonly key: string
  readonly revision: number
  readonly posted: PostedAt
  readonly by: string
}

/** And releases it, in one statement: each has the disk to wait for. */
async function markDelivered(db: Database, { key, revision, posted, by }: Shown): Promise<void> {
  const { channel, ts, threadTs = null } = posted
  await db
    .updateTable('deliveries')
    .set((row) => ({
      delivered: row
        .case()
        .when('delivered', '<', revision)
        .then(row.val(revision))
        .else(row.ref('delivered'))
        .end(),
      channel,
      ts,
      thread_ts: threadTs,
      tried_at: '',
      claimed_until: row
        .case()
        .when('claimed_by', '=', by)
        .then('')
        .else(row.ref('claimed_until'))
        .end(),
      claimed_by: row.case().when('claimed_by', '=', by).then('').else(row.ref('claimed_by')).end(),
    }))
    .where('key', '=', key)
    .execute()
}

/** One that cannot be read must not keep the others from being sent. */
async function readable(db: Database, row: DueRow, log: Log): Promise<PendingDelivery[]> {
  try {
    return [pendingOf(row)]
  } catch (error) {
    log.error({ key: row.key, why: messageOf(error) }, 'stored delivery cannot be read')
    await giveUp(db, row, 'it cannot be read')
    return []
  }
}

type Revision = { readonly key: string; readonly revision: number }

type Delay = { readonly at: Date; readonly isUnsent: boolean }

/** What is known of whether Slack has it holds for every revision; the delay for this one. */
async function postpone(
  db: Database,
  { key, revision, triedAt }: PendingDelivery,
  { at, isUnsent }: Delay,
): Promise<void> {
  await db
    .updateTable('deliveries')
    .set((row) => ({
      next_at: row
        .case()
        .when('revision', '=', revision)
        .then(at.toISOString())
        .else(row.ref('next_at'))
        .end(),
      ...(isUnsent && { tried_at: triedAt?.toISOString() ?? '' }),
    }))
    .where('key', '=', key)
    .execute()
}

async function giveUp(db: Database, { key, revision }: Revision, why: string): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ given_up: why })
    .where('key', '=', key)
    .where('revision', '=', revision)
    .execute()
}

/** Only one's own: when the lease was over, somebody else may be at it by now. */
async function release(
  db: Database,
  { key, by }: { readonly key: string; readonly by: string },
): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ claimed_until: '', claimed_by: '' })
    .where('key', '=', key)
    .where('claimed_by', '=', by)
    .execute()
}
