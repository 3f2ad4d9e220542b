import { QueryCreator, type Transaction as KyselyTransaction } from 'kysely'
import type { Transaction } from './open-database.ts'
import { isAborted } from './store-error.ts'
import type { Tables } from './tables.ts'

/** The same transaction, where statements are sent as they are said: kysely sends none before the last was answered. */
export async function sideBySide(transaction: KyselyTransaction<Tables>): Promise<Transaction> {
  const executor = transaction.getExecutor()
  const connection = await executor.provideConnection(async (own) => own)
  return new QueryCreator<Tables>({
    executor: executor.withConnectionProvider({ provideConnection: (use) => use(connection) }),
  })
}

/**
 * Statements of one transaction that need not wait for each other: PostgreSQL is sent all of them at once. Ends when
 * every one has, since none may come after the transaction. Throws what went wrong first.
 */
export async function allDone<T extends readonly unknown[] | []>(
  statements: T,
): Promise<{ -readonly [I in keyof T]: Awaited<T[I]> }> {
  const ends: readonly PromiseSettledResult<unknown>[] = await Promise.allSettled(statements)
  const causes = ends.flatMap((end): unknown[] => (end.status === 'rejected' ? [end.reason] : []))
  if (causes.length === 0) return Promise.all(statements)
  // After one has failed all others are refused: that tells nothing.
  throw causes.find((cause) => !isAborted(cause)) ?? causes[0]
}

/** Both engines bound the number of values in one statement: 32766 of SQLite is the lower one. */
const ROWS_AT_ONCE = 1000

/** Inserts any number of rows, none too. */
export async function putRows<Row>(
  rows: readonly Row[],
  insert: (some: readonly Row[]) => Promise<unknown>,
): Promise<void> {
  const statements: Promise<unknown>[] = []
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    statements.push(insert(rows.slice(from, from + ROWS_AT_ONCE)))
  await allDone(statements)
}
