import type { SeenChange } from '../../core/incidents/seen-change.ts'
import { bold, text, time } from '../../core/text.ts'
import type { View } from '../../core/view.ts'
import { sayOwner } from '../cards/subject-words.ts'
import type { Batch } from './batches.ts'

/** Rows that are shown, the newest; the others are counted. */
const ROWS = 15

/** One message for all changes of a busy time. */
export type ChangesDigest = {
  readonly key: string
  /** Puts a batch in, or what became of it. */
  put(batch: Batch): void
  view(): View
}

export function createChangesDigest(
  { key, change: { at } }: Batch,
  channelId: string,
): ChangesDigest {
  const rows = new Map<string, SeenChange>()
  const told = new Set<string>()
  return {
    key: `changes/${key}/${channelId}`,
    put(batch) {
      told.add(batch.key)
      rows.delete(batch.key)
      rows.set(batch.key, batch.change)
      const [oldest] = rows.keys()
      if (rows.size > ROWS && oldest !== undefined) rows.delete(oldest)
    },
    view: () => ({
      tone: 'plain',
      title: text`${bold(`${told.size} workloads changed`)} since ${time(at)}`,
      parts: [{ part: 'table', table: tableOf([...rows.values()], told.size) }],
      footer: text`Told together because so many came at once; the newest first.`,
    }),
  }
}

const tableOf = (changes: readonly SeenChange[], total: number) => ({
  columns: ['What', 'Change', 'By', 'Cluster'],
  rows: changes
    .toReversed()
    .map(({ about, changes: fields, by, cluster }) => [
      sayOwner(about),
      sayFirst(fields),
      by ?? '',
      cluster,
    ]),
  total,
})

/** `app image web:1.4 → web:1.5, 2 more` */
function sayFirst([first, ...rest]: SeenChange['changes']): string {
  if (!first) return 'put back as it was'
  const { field, before, after } = first
  const more = rest.length === 0 ? '' : `, ${rest.length} more`
  return `${field} ${String(before ?? 'unset')} → ${String(after ?? 'unset')}${more}`
}
