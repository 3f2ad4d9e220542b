import { isAborted } from './store-error.ts'

/**
 * Statements of one transaction that need not wait for each other: PostgreSQL is sent all of them at once. Ends when
 * every one has, since none may come after the transaction. Throws what went wrong first.
 */
export async function allDone(statements: readonly Promise<unknown>[]): Promise<void> {
  const ends = await Promise.allSettled(statements)
  const causes = ends.flatMap((end): unknown[] => (end.status === 'rejected' ? [end.reason] : []))
  if (causes.length === 0) return
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
