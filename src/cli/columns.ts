import { harmlessLine } from '../core/words/harmless.ts'

/** Rows as lines, every column as wide as its widest cell; a cell is one line. */
export function columns(cells: readonly (readonly string[])[]): readonly string[] {
  const rows = cells.map((row) => row.map(harmlessLine))
  const widths = (rows[0] ?? []).map((_, i) =>
    Math.max(...rows.map((row) => (row[i] ?? '').length)),
  )
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
