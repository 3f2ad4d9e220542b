import type { FieldChange } from '../../core/plan.ts'
import type { Part, Scope, View } from '../../core/view.ts'
import { clean } from './clean.ts'
import { createCensor, type Censor } from './censor.ts'
import { type SafeTable, safeTable } from './safe-table.ts'
import { isSecretName } from './secret-pairs.ts'

/** A part in which a table holds no more rows than can be shown. */
export type SafePart =
  | Exclude<Part, { readonly part: 'table' }>
  | { readonly part: 'table'; readonly table: SafeTable }
export type SafeView = Omit<View, 'parts'> & { readonly parts: readonly SafePart[] }
export type Sanitized = { readonly view: SafeView; readonly redacted: number }

/** A view cleaned and redacted, before any text is shortened; `redacted` counts what was hidden. */
export function sanitize(view: View): Sanitized {
  const censor = createCensor()
  const { buttons, footer, scope } = view
  const safe: SafeView = {
    ...view,
    title: censor.text(view.title),
    parts: view.parts.map((part) => sanitizePart(part, censor)),
    ...(buttons && {
      buttons: buttons.map((button) => ({ ...button, label: censor.string(button.label) })),
    }),
    ...(footer && { footer: censor.text(footer) }),
    ...(scope && { scope: cleanScope(scope) }),
  }
  return { view: safe, redacted: censor.count() }
}

function cleanScope({ cluster, environment, production, freezes = [] }: Scope): Scope {
  const names = freezes.map((freeze) => ({ ...freeze, name: clean(freeze.name) }))
  return { cluster: clean(cluster), environment: clean(environment), production, freezes: names }
}

function sanitizePart(part: Part, censor: Censor): SafePart {
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
      return { ...part, table: safeTable(part.table, censor) }
    case 'output':
      return { ...part, output: censor.string(part.output), fileName: fileName(part.fileName) }
    case 'changes':
      return { ...part, changes: part.changes.map((change) => sanitizeChange(change, censor)) }
  }
}

function sanitizeChange({ field, before, after }: FieldChange, censor: Censor): FieldChange {
  const side = (value: FieldChange['before']) =>
    typeof value === 'string' ? onOneLine(censor.named(field, value)) : value
  return { field: censor.string(field), before: side(before), after: side(after) }
}

/** A value of several lines could pass for lines of the card. */
const onOneLine = (value: string) => value.replaceAll(/\s*\n\s*/gu, ' ↵ ')

const fileName = (name: string) => name.replaceAll(/[^\w.-]+/gu, '_').slice(0, 80) || 'output.txt'
