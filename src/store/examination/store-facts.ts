import type { StoreTarget } from '../settings.ts'

/** What is known of the store after looking at it; nothing is written and no schema is changed. */
export type StoreFacts = {
  readonly engine: StoreTarget['engine']
  /** False: the first start makes it. */
  readonly isThere: boolean
  /** Why it cannot be opened. */
  readonly problem?: string
  /** Why it cannot be written. */
  readonly unwritable?: string
  /** Migrations that the next start adds, and those that this program does not know. */
  readonly schema?: { readonly missing: readonly string[]; readonly unknown: readonly string[] }
  /** Of SQLite: room that is left on its disk, and how large its log is that waits to be put into the file. */
  readonly freeBytes?: number
  readonly walBytes?: number
  readonly isReadByOthers?: boolean
  /** It lies on a disk of another machine, where SQLite's locks cannot be relied on. */
  readonly isOnNetwork?: boolean
  /** Of PostgreSQL. */
  readonly version?: string
  /** How far this clock is surely ahead of its clock, in ms. */
  readonly aheadMs?: number
  /** What is said goes over the network as it is. */
  readonly isPlain?: boolean
}
