import type { Delivery } from '../../core/delivery.ts'
import type { Transaction } from '../open-database.ts'
import { toRichJson } from '../rich-json.ts'
import type { Turn } from '../take-turn.ts'

/** Puts what messages should say by now. A claim stays: who is posting the older revision comes back for this one. */
export async function putDeliveries(
  transaction: Transaction,
  deliveries: readonly Delivery[],
  { turn, at }: Turn,
): Promise<void> {
  for (const [position, { key, to, view }] of deliveries.entries())
    await transaction
      .insertInto('deliveries')
      .values({
        ...FRESH,
        key,
        turn,
        position,
        address: toRichJson(to),
        parent: 'threadOf' in to ? to.threadOf : null,
        view: toRichJson(view),
        updated_at: at,
      })
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
      .execute()
}

const FRESH = {
  revision: 1,
  delivered: 0,
  attempts: 0,
  next_at: '',
  claimed_until: '',
  claimed_by: '',
} as const
