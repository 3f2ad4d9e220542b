import type { FieldChange } from '../../core/plan.ts'
import type { Node, Text } from '../../core/text.ts'
import type { Part, Table, View } from '../../core/view.ts'
import { clean } from './clean.ts'
import { isHarmless } from './harmless.ts'
import { REDACTED, redact } from './redact.ts'
import { isSecretName } from './secret-pairs.ts'

export type Sanitized = { readonly view: View; readonly redacted: number }

/** Everything in a view cleaned and redacted, before anything is shortened; `redacted` counts what was hidden. */
export function sanitize(view: View): Sanitized {
  let redacted = 0

  const hide = (value: string): string => {
    if (isHarmless(value)) return value
    redacted++
    return REDACTED
  }
  const string = (value: string): string => {
    const result = redact(clean(value))
    redacted += result.count
    return result.text
  }
  const named = (name: string, value: string) => (isSecretName(name) ? hide(value) : string(value))
  const text = (value: Text): Text => sanitizeText(value, string)

  const change = ({ field, before, after }: FieldChange): FieldChange => {
    const side = (value: FieldChange['before']) =>
      typeof value === 'string' ? named(field, value) : value
    return { field: string(field), before: side(before), after: side(after) }
  }
  const table = ({ columns, rows, ...rest }: Table): Table => ({
    ...rest,
    columns: columns.map(string),
    rows: rows.map((row) =>
      row.map((cell, i) =>
        isEnvironmentName(row[i - 1]) ? hide(cell) : named(columns[i] ?? '', cell),
      ),
    ),
  })
  const part = (value: Part): Part => {
    switch (value.part) {
      case 'text':
      case 'warning':
      case 'note':
      case 'progress':
        return { ...value, text: text(value.text) }
      case 'fields':
        return {
          ...value,
          fields: value.fields.map((field) => ({
            name: string(field.name),
            value: isSecretName(field.name)
              ? [hide(field.value.map(words).join(''))]
              : text(field.value),
          })),
        }
      case 'table':
        return { ...value, table: table(value.table) }
      case 'output':
        return { ...value, output: string(value.output), fileName: fileName(value.fileName) }
      case 'changes':
        return { ...value, changes: value.changes.map(change) }
    }
  }

  const safe: View = {
    ...view,
    title: text(view.title),
    parts: view.parts.map(part),
    ...(view.buttons && {
      buttons: view.buttons.map((button) => ({ ...button, label: string(button.label) })),
    }),
    ...(view.footer && { footer: text(view.footer) }),
  }
  return { view: safe, redacted }
}

/**
 * A secret may begin in one node and end in the next, so neighbours are judged together: when the joined words hold
 * more secrets than the nodes alone, the whole run is shown as the redacted words without formatting.
 */
function sanitizeText(value: Text, string: (value: string) => string): Text {
  const joined = value.map(words).join('')
  const alone = value.reduce((sum, node) => sum + redact(clean(words(node))).count, 0)
  if (redact(clean(joined)).count > alone) return [string(joined)]
  return value.map((node): Node => {
    if (typeof node === 'string') return string(node)
    if ('code' in node) return { code: string(node.code) }
    return 'bold' in node ? { bold: string(node.bold) } : node
  })
}

function words(node: Node): string {
  if (typeof node === 'string') return node
  if ('code' in node) return node.code
  if ('bold' in node) return node.bold
  return 'user' in node ? `<@${node.user}>` : node.time.toISOString()
}

/** `DB_PASSWORD` as a cell: the next one holds its value. A pod called `token` is no such name. */
const isEnvironmentName = (cell: string | undefined) =>
  cell !== undefined && /^[A-Z][A-Z0-9_]*$/u.test(cell) && isSecretName(cell)

const fileName = (name: string) =>
  clean(name)
    .replaceAll(/[^\w.-]+/gu, '_')
    .slice(0, 80) || 'output.txt'
