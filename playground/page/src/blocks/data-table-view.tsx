import type { DataTableBlock } from '@slack/types'
import { useState } from 'preact/hooks'
import { CellView, cellText } from './cell-view.tsx'

type Row = DataTableBlock['rows'][number]
type Order = { readonly column: number; readonly down: boolean }

/** Slack's paged, sortable table. */
export function DataTableView({ block }: { readonly block: DataTableBlock }) {
  const [header = [], ...rows] = block.rows
  const [order, setOrder] = useState<Order>()
  const [page, setPage] = useState(0)
  const size = block.page_size ?? 5
  const pages = Math.max(1, Math.ceil(rows.length / size))
  const shown = sortRows(rows, order).slice(page * size, (page + 1) * size)
  const sortBy = (column: number) =>
    setOrder({ column, down: order?.column === column && !order.down })
  return (
    <figure class="data-table">
      <figcaption>{block.caption}</figcaption>
      <div class="table-scroll" tabIndex={0} role="region" aria-label={block.caption}>
        <table class="block-table">
          <thead>
            <tr>
              {header.map((cell, column) => (
                <th key={column} scope="col" aria-sort={sortWord(order, column)}>
                  <button type="button" class="sort" onClick={() => sortBy(column)}>
                    {cellText(cell)}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column}>
                    <CellView cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && <Pager page={page} pages={pages} go={setPage} />}
    </figure>
  )
}

type PagerProps = {
  readonly page: number
  readonly pages: number
  readonly go: (page: number) => void
}

function Pager({ page, pages, go }: PagerProps) {
  return (
    <div class="pager">
      <button type="button" disabled={page === 0} onClick={() => go(page - 1)}>
        Previous
      </button>
      <span>
        {page + 1} of {pages}
      </span>
      <button type="button" disabled={page + 1 >= pages} onClick={() => go(page + 1)}>
        Next
      </button>
    </div>
  )
}

function sortWord(order: Order | undefined, column: number) {
  if (order?.column !== column) return 'none' as const
  return order.down ? ('descending' as const) : ('ascending' as const)
}

function sortRows(rows: readonly Row[], order: Order | undefined): readonly Row[] {
  if (!order) return rows
  const sorted = rows.toSorted((a, b) => compare(a[order.column], b[order.column]))
  return order.down ? sorted.toReversed() : sorted
}

function compare(a: Row[number] | undefined, b: Row[number] | undefined): number {
  if (a?.type === 'raw_number' && b?.type === 'raw_number') return a.value - b.value
  return cellText(a).localeCompare(cellText(b), undefined, { numeric: true })
}
