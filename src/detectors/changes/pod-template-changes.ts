import type { ChangedField, SeenField } from '../../core/incidents/seen-change.ts'
import { templateChanges } from '../../core/kinds/template-diff.ts'
import { PodTemplate } from '../../core/kinds/workload.ts'
import { oneLine } from '../reading/one-line.ts'
import { plainOf } from './field-change.ts'

/** `app image`, `app env DB_URL value`, `app resources limits memory` */
const FIELD = /^\S+ (image|env|envFrom|resources)\b/
const WHAT: Readonly<Record<string, ChangedField>> = {
  image: 'image',
  env: 'env',
  envFrom: 'env',
  resources: 'limits',
}

/** What differs between two pod templates, of what is worth knowing; empty where one is none. */
export function podTemplateChanges(before: unknown, after: unknown): readonly SeenField[] {
  const [old, next] = [PodTemplate.safeParse(before), PodTemplate.safeParse(after)]
  if (!old.success || !next.success) return []
  return templateChanges(old.data, next.data).flatMap((change) => {
    const what = WHAT[FIELD.exec(change.field)?.[1] ?? '']
    if (what === undefined) return []
    const { before: was, after: is } = change
    const field = oneLine(change.field, 160)
    return [{ what, field, before: plainOf(was), after: plainOf(is) }]
  })
}
