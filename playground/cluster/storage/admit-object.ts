import type { z } from 'zod'
import type { KindDefinition } from '../kinds/define-kind.ts'
import { dig, textAt, type Fields } from '../json/value.ts'
import { refuse } from '../rest/refusals.ts'
import type { Cause } from '../rest/status-error.ts'
import { annotationCauses, labelCauses } from './check-labels.ts'
import type { KubeObject } from './kube-object.ts'

const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/
const SEGMENT = /^(?!\.{1,2}$)[^/%]+$/

/** Gives an object its kind's defaults and type, or refuses it with every cause (422). */
export function admitObject<T extends KubeObject>(
  definition: KindDefinition<T>,
  draft: Fields,
  before: T | undefined,
): T {
  const name = textAt(draft, 'metadata', 'name')
  const parsed = definition.shape.safeParse(draft, { reportInput: true })
  const causes = [
    ...nameCauses(definition, name),
    ...labelCauses(dig(draft, 'metadata', 'labels')),
    ...annotationCauses(dig(draft, 'metadata', 'annotations')),
    ...(parsed.success
      ? (definition.validate?.(parsed.data, before) ?? [])
      : parsed.error.issues.map(causeOf)),
  ]
  if (causes.length > 0 || !parsed.success) throw refuse.invalid(definition, name, causes)
  return parsed.data
}

function nameCauses(definition: KindDefinition, name: string): Cause[] {
  const field = 'metadata.name'
  if (name === '')
    return [
      {
        reason: 'FieldValueRequired',
        message: 'Required value: name or generateName is required',
        field,
      },
    ]
  const fits = definition.freeNames ? SEGMENT.test(name) : SUBDOMAIN.test(name) && name.length < 254
  if (fits) return []
  const message = `Invalid value: ${JSON.stringify(name)}: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`
  return [{ reason: 'FieldValueInvalid', message, field }]
}

function causeOf(issue: z.core.$ZodIssue): Cause {
  const field = issue.path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .slice(1)
  const value = JSON.stringify(issue.input) ?? ''
  if (issue.code === 'invalid_type' && issue.input === undefined)
    return { reason: 'FieldValueRequired', message: 'Required value', field }
  const why = issue.code === 'too_small' ? 'must be greater than or equal to 0' : issue.message
  return { reason: 'FieldValueInvalid', message: `Invalid value: ${value}: ${why}`, field }
}
