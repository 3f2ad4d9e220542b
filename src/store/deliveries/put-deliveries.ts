import { sql } from 'kysely'
import { type Address, type Delivery, URGENCIES } from '../../core/delivery.ts'
import type { Transaction } from '../open-database.ts'
import { toRichJson } from '../rich-json.ts'
import { allDone, putRows } from '../side-by-side.ts'
import type { DeliveryRow } from '../tables.ts'
import type { Turn } from '../take-turn.ts'

/** Puts what messages should say by now; news that says so already stays as it is. A claim stays: who is posting the older revision comes back for this one. */
export async function putDeliveries(
  transaction: Transaction,
  deliveries: readonly Delivery[],
  turn: Turn,
): Promise<void> {
  const rows = lastOfEach(deliveries).map((delivery, position) => ({
    row: freshRow(delivery, position, turn),
    restMs: delivery.restMs ?? 0,
  }))
  const rests = [...new Set(rows.map(({ restMs }) => restMs))]
  await allDone(
    rests.map((restMs) => {
      const some = rows.filter((one) => one.restMs === restMs).map(({ row }) => row)
      return putRows(some, (few) => put(transaction, few, { ...turn, restMs }))
    }),
  )
}

type FreshRow = Omit<DeliveryRow, 'channel' | 'ts' | 'thread_ts' | 'given_up'>

const freshRow = (
  { key, to, view, urgency = 'asked', origin }: Delivery,
  position: number,
  { turn, at }: Turn,
): FreshRow => ({
  ...FRESH,
  key,
  turn,
  position,
  address: toRichJson(to),
  parent: 'threadOf' in to ? to.threadOf : null,
  place: placeOf(to),
  urgency: URGENCIES.indexOf(urgency),
  view: toRichJson(view),
  origin: origin ? JSON.stringify(origin) : '',
  updated_at: at,
})

function placeOf(to: Address): string {
  if ('threadOf' in to) return ''
  return 'userId' in to ? to.userId : to.channelId
}

type Put = Pick<Turn, 'at'> & { readonly restMs: number }

const put = (transaction: Transaction, rows: readonly FreshRow[], { at, restMs }: Put) =>
  transaction
    .insertInto('deliveries')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet((row) => ({
          view: row.ref('excluded.view'),
          origin: row.ref('excluded.origin'),
          revision: row('deliveries.revision', '+', 1),
          attempts: 0,
          next_at: restMs > 0 ? rested(new Date(Date.parse(at) + restMs)) : '',
          updated_at: at,
          given_up: null,
          withdrawn: 0,
          urgency: MORE_PRESSING,
          turn: row
            .case()
            .when(IS_SHOWN)
            .then(row.ref('excluded.turn'))
            .else(row.ref('deliveries.turn'))
            .end(),
        }))
        .where(IS_NEWS),
    )
    .execute()

const IS_SHOWN = sql<boolean>`deliveries.delivered = deliveries.revision`

/** What waits already waits no longer for what comes now. */
const rested = (until: Date) =>
  sql<string>`case when ${IS_SHOWN} then ${until.toISOString()} else deliveries.next_at end`

const MORE_PRESSING = sql<number>`case when deliveries.ts is null and deliveries.urgency < excluded.urgency
  then deliveries.urgency else excluded.urgency end`

/** Of what was asked for progress may stand there by now, which nothing here knows of. */
const IS_NEWS = sql<boolean>`(deliveries.view <> excluded.view or excluded.urgency = 0
  or deliveries.given_up is not null or deliveries.withdrawn <> 0)`

/** One statement cannot put the same message twice; where it belongs is told by the first. */
function lastOfEach(deliveries: readonly Delivery[]): Delivery[] {
  const byKey = new Map<string, Delivery>()
  for (const delivery of deliveries)
    byKey.set(delivery.key, { ...delivery, to: byKey.get(delivery.key)?.to ?? delivery.to })
  return [...byKey.values()]
}

const FRESH = {
  revision: 1,
  delivered: 0,
  attempts: 0,
  next_at: '',
  claimed_until: '',
  claimed_by: '',
  tried_at: '',
  withdrawn: 0,
} as const
