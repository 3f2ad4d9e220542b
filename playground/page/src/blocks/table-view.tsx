import type { TableBlock } from '@slack/types'
import { CellView } from './cell-view.tsx'

type Cell = TableBlock['rows'][number][number]

/** A native table; the first row is its header. It scrolls sideways by itself, never the page. */
export function TableView({ block }: { readonly block: TableBlock }) {
  const [header = [], ...rows] = block.rows
  const align = (column: number) => alignment(block, column, rows)
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Table">
      <table class="block-table">
        <thead>
          <tr>
            {header.map((cell, column) => (
              <th key={column} scope="col" class={align(column)}>
                <CellView cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} class={align(column)}>
                  <CellView cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function alignment(block: TableBlock, column: number, rows: readonly (readonly Cell[])[]): string {
  const settings = block.column_settings?.[column]
  const isNumeric = rows.length > 0 && rows.every((row) => row[column]?.type === 'raw_number')
  const align = settings?.align ?? (isNumeric ? 'right' : 'left')
  return `${align} ${settings?.is_wrapped ? 'wrapped' : ''}`
}
