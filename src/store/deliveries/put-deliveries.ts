import type { Delivery } from '../../core/delivery.ts'
import type { Transaction } from '../open-database.ts'
import { toRichJson } from '../rich-json.ts'
import { putRows } from '../side-by-side.ts'
import type { Turn } from '../take-turn.ts'

/** Puts what messages should say by now. A claim stays: who is posting the older revision comes back for this one. */
export async function putDeliveries(
  transaction: Transaction,
  deliveries: readonly Delivery[],
  { turn, at }: Turn,
): Promise<void> {
  const rows = lastOfEach(deliveries).map(({ key, to, view }, position) => ({
    ...FRESH,
    key,
    turn,
    position,
    address: toRichJson(to),
    parent: 'threadOf' in to ? to.threadOf : null,
    view: toRichJson(view),
    updated_at: at,
  }))
  await putRows(rows, (some) =>
    transaction
      .insertInto('deliveries')
      .values(some)
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet((row) => ({
          view: row.ref('excluded.view'),
          revision: row('deliveries.revision', '+', 1),
          attempts: 0,
          next_at: '',
          updated_at: at,
          turn: row
            .case()
            .when('deliveries.delivered', '=', row.ref('deliveries.revision'))
            .then(turn)
            .else(row.ref('deliveries.turn'))
            .end(),
        })),
      )
      .execute(),
  )
}

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
} as const
