import type { RawNumberElement, RawTextElement, RichTextBlock } from '@slack/types'
import { RichTextView } from './rich-text-view.tsx'

type Cell = RawTextElement | RawNumberElement | RichTextBlock

/** One cell of a table. */
export function CellView({ cell }: { readonly cell: Cell }) {
  if (cell.type === 'rich_text') return <RichTextView block={cell} />
  return <>{cellText(cell)}</>
}

/** What a cell is sorted by. */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined || cell.type === 'rich_text') return ''
  return cell.text
}
