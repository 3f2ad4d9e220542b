import type { KnownBlock, RichTextBlock, TableBlock } from '@slack/types'
import type { Table } from '../../core/view.ts'
import { LIMITS } from '../limits.ts'
import type { SafeTable } from '../safety/safe-table.ts'
import { monospace } from './monospace.ts'
import type { FileDraft } from './message.ts'
import { preformatted, richTextElements } from './rich-text.ts'
import { tableFile } from './table-file.ts'

export type RenderedTable = {
  readonly blocks: readonly KnownBlock[]
  readonly file?: FileDraft
  /** How many rows are shown in the message. */
  readonly shown: number
  readonly isNative: boolean
}

type Room = { readonly mayBeNative: boolean; readonly chars: number }

/** Native where it fits, else monospace, else the first rows with the whole as a file. */
export function renderTable(table: SafeTable, { mayBeNative, chars }: Room): RenderedTable {
  const shown = table.length
  const isNative = mayBeNative && table.columns.length <= LIMITS.tableColumns
  const native = {
    ...table,
    rows: table.rows.slice(0, rowsThatFit(table, Math.min(chars, LIMITS.tableText))),
  }
  if (isNative && native.rows.length === shown)
    return { blocks: [tableBlock(native)], shown, isNative }

  const whole = monospace(table)
  const room = Math.min(chars, LIMITS.richText)
  if (table.rows.length === shown && whole.length <= room)
    return { blocks: preformatted(whole), shown, isNative: false }

  const file = tableFile(table)
  if (isNative && native.rows.length > 0)
    return { blocks: [tableBlock(native)], file, shown: native.rows.length, isNative }
  const lines = linesThatFit(whole, room)
  return {
    blocks: preformatted(lines.join('\n')),
    file,
    shown: Math.max(0, lines.length - 1),
    isNative: false,
  }
}

function rowsThatFit({ columns, rows }: Table, chars: number): number {
  let used = columns.join('').length
  const end = rows.findIndex((row, i) => {
    used += row.reduce((sum, value) => sum + Math.max(1, value.length), 0)
    return used > chars || i + 2 > LIMITS.tableRows
  })
  return end === -1 ? rows.length : end
}

function linesThatFit(whole: string, chars: number): string[] {
  let used = 0
  return whole.split('\n').filter((line) => (used += line.length + 1) <= chars)
}

function tableBlock({ columns, rows }: Table): TableBlock {
  return {
    type: 'table',
    rows: [
      columns.map(header),
      ...rows.map((row) =>
        columns.map((_, i) => ({ type: 'raw_text' as const, text: filled(row[i]) })),
      ),
    ],
    column_settings: columns.map(() => ({ is_wrapped: true })),
  }
}

function header(name: string): RichTextBlock {
  const elements = richTextElements([{ bold: filled(name) }])
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }
}

/** Slack refuses empty cells. */
const filled = (value: string | undefined) =>
  value === undefined || value.trim() === '' ? '–' : value
