import type { Table } from '../../core/view.ts'

const WIDEST_CELL = 60

/** A table as aligned text, header first. */
export function monospace({ columns, rows }: Table): string {
  const lines = [columns.map((name) => name.toUpperCase()), ...rows].map((row) => row.map(cell))
  const widths = columns.map((_, i) =>
    lines.reduce((widest, line) => Math.max(widest, line[i]?.length ?? 0), 0),
  )
  return lines
    .map((line) =>
      line
        .map((value, i) => value.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function cell(value: string): string {
  const line = value.replaceAll('\n', ' ')
  return line.length > WIDEST_CELL ? `${line.slice(0, WIDEST_CELL - 1)}…` : line
}
