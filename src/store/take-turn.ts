import type { Transaction } from './open-database.ts'

/** Where a step stands among all steps. */
export type Turn = { readonly turn: number; readonly at: string }

/**
 * The first statement of every step: all steps, of all processes, queue up here, so what a step reads afterwards
 * stays true until it is made, and no two can wait for each other. Time never goes back.
 */
export const takeTurn = (transaction: Transaction, now: Date): Promise<Turn> =>
  transaction
    .updateTable('store_time')
    .set((row) => ({
      turn: row('turn', '+', 1),
      at: row
        .case()
        .when('at', '<', now.toISOString())
        .then(now.toISOString())
        .else(row.ref('at'))
        .end(),
    }))
    .where('id', '=', 1)
    .returning(['turn', 'at'])
    .executeTakeFirstOrThrow()
