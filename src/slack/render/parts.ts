import type { KnownBlock } from '@slack/types'
import type { FieldChange } from '../../core/plan.ts'
import { bold, code, join, type Text, text } from '../../core/text.ts'
import { LIMITS } from '../limits.ts'
import type { SafePart } from '../safety/sanitize.ts'
import type { SafeTable } from '../safety/safe-table.ts'
import { smallPrint } from './small-print.ts'
import type { FileDraft } from './message.ts'
import { preformatted, richText } from './rich-text.ts'
import { shown } from './shown.ts'
import { renderTable } from './table.ts'
import { TABLE_FILE } from './table-file.ts'

/** What a part becomes: blocks, words for where blocks cannot be shown, perhaps a file. */
export type RenderedPart = {
  readonly blocks: readonly KnownBlock[]
  readonly words: Text
  readonly files: readonly FileDraft[]
  readonly hasTable: boolean
}

export type PartRoom = { readonly mayHaveTable: boolean; readonly chars: number }

const OUTPUT_LINES = 60

export function renderPart(part: SafePart, room: PartRoom): RenderedPart {
  switch (part.part) {
    case 'text':
      return simple(part.text)
    case 'warning':
      return simple(text`⚠ ${part.text}`)
    case 'progress':
      return simple(text`${bar(part.done, part.total)} ${part.text}`)
    case 'note':
      return { ...simple(part.text), blocks: smallPrint(part.text) }
    case 'fields':
      return simple(
        join(
          part.fields.map(({ name, value }) => text`${bold(name)}  ${value}`),
          '\n',
        ),
      )
    case 'changes':
      return simple(join(part.changes.map(change), '\n'))
    case 'table':
      return tablePart(part.table, room)
    case 'output':
      return outputPart(part, room)
  }
}

function simple(words: Text): RenderedPart {
  return { blocks: richText(words), words, files: [], hasTable: false }
}

function change({ field, before, after }: FieldChange): Text {
  return text`${field}  ${side(before)} → ${side(after)}`
}

const side = (value: FieldChange['before']): Text =>
  value === null || value === '' ? ['(not set)'] : [code(String(value))]

const CELLS = 10

function bar(done: number, total: number): string {
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0
  const full = Number.isFinite(share) ? Math.floor(share * CELLS) : 0
  return '▓'.repeat(full) + '░'.repeat(CELLS - full)
}

function tablePart(table: SafeTable, room: PartRoom): RenderedPart {
  if (table.rows.length === 0) return { ...simple(['No rows.']), words: ['No rows.'] }
  const rendered = renderTable(table, { mayBeNative: room.mayHaveTable, chars: room.chars })
  const all = table.total ?? table.length
  const missing =
    rendered.shown < all ? countNote(rendered.shown, all, rendered.file !== undefined) : []
  return {
    blocks: [...rendered.blocks, ...smallPrint(missing)],
    words: [...tableWords(table), ...missing],
    files: rendered.file ? [rendered.file] : [],
    hasTable: rendered.isNative,
  }
}

function countNote(shownRows: number, all: number, hasFile: boolean): Text {
  const file = hasFile ? text` · more in the file ${code(TABLE_FILE)}` : []
  return text`… ${shownRows} of ${all} rows shown${file}`
}

const WORD_ROWS = 20

/** Without columns to align, each row is read on its own line. */
function tableWords({ columns, rows, length }: SafeTable): Text {
  const lines = [columns, ...rows.slice(0, WORD_ROWS)].map((row) => row.join(' · '))
  const more = length > WORD_ROWS ? [`… and ${length - WORD_ROWS} more`] : []
  return [[...lines, ...more].join('\n'), '\n']
}

function outputPart(part: Extract<SafePart, { part: 'output' }>, room: PartRoom): RenderedPart {
  if (part.output.trim() === '') return simple(['(no output)'])
  const { text: visible, isWhole } = shown(part.output, { chars: room.chars, lines: OUTPUT_LINES })
  const note = isWhole ? [] : text`… shortened · the whole is in the file ${code(part.fileName)}`
  return {
    blocks: [...preformatted(visible), ...smallPrint(note)],
    words: [visible, '\n', ...note],
    files: isWhole ? [] : [{ name: part.fileName, content: async () => part.output }],
    hasTable: false,
  }
}

/** What one part may take of a message at most; the rest goes to a file. */
export const LARGEST_PART = LIMITS.richText
/** What the last of many parts is still offered. */
export const LEAST_PART = 400
