import type { Table } from '../../core/view.ts'
import { type Censor, createCensor } from './censor.ts'

type Row = Table['rows'][number]

/** A table that may be shown: `rows` are its first ones, more than a message can hold. */
export type SafeTable = Table & {
  /** How many rows there are to be had. */
  readonly length: number
  /** All of them, a slice at a time: who wants thousands lets the rest of the program go on in between. */
  slices(): Iterable<readonly Row[]>
}

/** Slack takes 100 rows natively; in monospace so many would be too long for any block. */
const MOST_SHOWN = 400
/** Cleaned in about two milliseconds. */
const SLICE = 200

/** Cleans and redacts what can be shown at once, and the rest when it is asked for. */
export function safeTable(table: Table, censor: Censor): SafeTable {
  const { columns, rows } = table
  return {
    ...table,
    columns: columns.map(censor.string),
    rows: rows.slice(0, MOST_SHOWN).map((row) => cleanRow(row, columns, censor)),
    length: rows.length,
    *slices() {
      const own = createCensor()
      for (let from = 0; from < rows.length; from += SLICE)
        yield rows.slice(from, from + SLICE).map((row) => cleanRow(row, columns, own))
    },
  }
}

/** `DB_PASSWORD` as a cell: the next one holds its value. A pod called `token` is no such name. */
const ENVIRONMENT_NAME = /^[A-Z][A-Z0-9_]*$/u

function cleanRow(row: Row, columns: readonly string[], censor: Censor): Row {
  return row.map((value, i) => {
    const before = row[i - 1]
    const name = before !== undefined && ENVIRONMENT_NAME.test(before) ? before : (columns[i] ?? '')
    return censor.named(name, value)
  })
}
