import type { ChangedField, SeenField } from '../../core/incidents/seen-change.ts'
import type { Fields } from '../reading/fields.ts'
import { oneLine } from '../reading/one-line.ts'

type Two = { readonly field: string; readonly before: Fields; readonly after: Fields }

/** One plain field of two objects where it differs; nothing where it does not. */
export function fieldChange(what: ChangedField, { field, before, after }: Two): SeenField[] {
  const [was, is] = [plainOf(before[field]), plainOf(after[field])]
  return was === is ? [] : [{ what, field, before: was, after: is }]
}

/** A value as people read it: short, on one line; `null` for what is not set or no plain value. */
export function plainOf(value: unknown): SeenField['before'] {
  if (typeof value === 'string') return oneLine(value)
  return typeof value === 'number' || typeof value === 'boolean' ? value : null
}
