import { unhealthyIn } from '../../src/core/kinds/printed-health.ts'
import type { Listing } from './read-listings.ts'

/** A listing as it is shown: those in trouble first, or only those. */
export type SortedListing = Listing & {
  /** How many were read. */
  readonly total: number
  readonly unhealthy: number
}

export function sortListing(listing: Listing, onlyUnhealthy: boolean): SortedListing {
  const { columns, rows } = listing.table
  const isUnhealthy = unhealthyIn(columns)
  const judged = Map.groupBy(rows, ({ cells }) => isUnhealthy(cells))
  const [sick = [], well = []] = [judged.get(true), judged.get(false)]
  return {
    ...listing,
    table: { ...listing.table, rows: onlyUnhealthy ? sick : [...sick, ...well] },
    total: rows.length,
    unhealthy: sick.length,
  }
}
