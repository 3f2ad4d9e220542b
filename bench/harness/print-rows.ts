import type { Row } from './measurement.ts'

/** The rows as a Markdown table, so that what was printed can be pasted. */
export function printRows(rows: readonly Row[]): string {
  const cells = [
    ['what', 'measured', 'aim', ''],
    ...rows.map(({ what, measured, aim = '', met }) => [what, measured, aim, sayMet(met)]),
  ]
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(3, ...cells.map((line) => line[column]?.length ?? 0)),
  )
  const print = (line: readonly string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = print(widths.map((width) => '-'.repeat(width)))
  const [head = [], ...body] = cells
  return [print(head), rule, ...body.map(print)].join('\n')
}

function sayMet(met: boolean | undefined): string {
  if (met === undefined) return ''
  return met ? 'met' : 'missed'
}
