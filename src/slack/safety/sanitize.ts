import type { FieldChange } from '../../core/plan.ts'
import type { Part, Table, View } from '../../core/view.ts'
import { createCensor, type Censor } from './censor.ts'
import { isSecretName } from './secret-pairs.ts'

export type Sanitized = { readonly view: View; readonly redacted: number }

/** Everything in a view cleaned and redacted, before anything is shortened; `redacted` counts what was hidden. */
export function sanitize(view: View): Sanitized {
  const censor = createCensor()
  const { buttons, footer } = view
  const safe: View = {
    ...view,
    title: censor.text(view.title),
    parts: view.parts.map((part) => sanitizePart(part, censor)),
    ...(buttons && {
      buttons: buttons.map((button) => ({ ...button, label: censor.string(button.label) })),
    }),
    ...(footer && { footer: censor.text(footer) }),
  }
  return { view: safe, redacted: censor.count() }
}

function sanitizePart(part: Part, censor: Censor): Part {
  switch (part.part) {
    case 'text':
    case 'warning':
    case 'note':
    case 'progress':
      return { ...part, text: censor.text(part.text) }
    case 'fields':
      return {
        ...part,
        fields: part.fields.map(({ name, value }) => ({
          name: censor.string(name),
          value: isSecretName(name) ? censor.hidden(value) : censor.text(value),
        })),
      }
    case 'table':
      return { ...part, table: sanitizeTable(part.table, censor) }
    case 'output':
      return { ...part, output: censor.string(part.output), fileName: fileName(part.fileName) }
    case 'changes':
      return { ...part, changes: part.changes.map((change) => sanitizeChange(change, censor)) }
  }
}

function sanitizeChange({ field, before, after }: FieldChange, censor: Censor): FieldChange {
  const side = (value: FieldChange['before']) =>
    typeof value === 'string' ? censor.named(field, value) : value
  return { field: censor.string(field), before: side(before), after: side(after) }
}

function sanitizeTable({ columns, rows, ...rest }: Table, censor: Censor): Table {
  const cell = (value: string, row: readonly string[], i: number) => {
    const before = row[i - 1]
    const name = before !== undefined && ENVIRONMENT_NAME.test(before) ? before : (columns[i] ?? '')
    return censor.named(name, value)
  }
  return {
    ...rest,
    columns: columns.map(censor.string),
    rows: rows.map((row) => row.map((value, i) => cell(value, row, i))),
  }
}

/** `DB_PASSWORD` as a cell: the next one holds its value. A pod called `token` is no such name. */
const ENVIRONMENT_NAME = /^[A-Z][A-Z0-9_]*$/u

const fileName = (name: string) => name.replaceAll(/[^\w.-]+/gu, '_').slice(0, 80) || 'output.txt'
