import type { Transaction } from './open-database.ts'

/** Where a step stands among all steps. */
export type Turn = { readonly turn: number; readonly at: string }

/**
 * So far ahead of a process's own clock the store's time is believed. Further ahead, some clock was wrong for a moment;
 * until it was that late, nothing would expire or be due any more.
 */
const MOST_AHEAD_MS = 2 * 3_600_000

/** The latest time that the store has seen, and this clock's where that is later or cannot be right. */
export function storeTime(at: string, now: Date): Date {
  const aheadMs = Date.parse(at) - now.getTime()
  return aheadMs > 0 && aheadMs <= MOST_AHEAD_MS ? new Date(at) : now
}

/**
 * The first statement of every step: all steps, of all processes, queue up here, so what a step reads afterwards
 * stays true until it is made, and no two can wait for each other. Time never goes back, but from a moment that cannot be.
 */
export const takeTurn = (transaction: Transaction, now: Date): Promise<Turn> =>
  transaction
    .updateTable('store_time')
    .set((row) => ({
      turn: row('turn', '+', 1),
      at: row
        .case()
        .when(
          row.or([
            row('at', '<', now.toISOString()),
            row('at', '>', new Date(now.getTime() + MOST_AHEAD_MS).toISOString()),
          ]),
        )
        .then(now.toISOString())
        .else(row.ref('at'))
        .end(),
    }))
    .where('id', '=', 1)
    .returning(['turn', 'at'])
    .executeTakeFirstOrThrow()
