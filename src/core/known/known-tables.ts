import type { PrintedTable, TableQuery } from '../cluster.ts'

/** Port: what is watched anyway, printed as it was last known. Nobody's rights are asked here. */
export type KnownTables = {
  /** With `asOf`; `undefined` where that is not watched, or not all of it. */
  table(cluster: string, query: TableQuery): PrintedTable | undefined
}
