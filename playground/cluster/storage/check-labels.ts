import { fieldsOf } from '../json/value.ts'
import type { Cause } from '../rest/status-error.ts'

const NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/
const PREFIX = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/
const VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/

// Word by word as apimachinery's util/validation says it.
const CHARACTERS =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
const VALUES =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
const TOO_LONG = 'must be no more than 63 characters'

/** What is wrong with an object's labels. */
export function labelCauses(labels: unknown): Cause[] {
  return Object.entries(fieldsOf(labels)).flatMap(([key, value]) => [
    ...keyProblems(key).map((why) => cause('metadata.labels', key, why)),
    ...valueProblems(value).map((why) => cause('metadata.labels', value, why)),
  ])
}

/** What is wrong with the keys of an object's annotations; their values are free. */
export const annotationCauses = (annotations: unknown): Cause[] =>
  Object.keys(fieldsOf(annotations)).flatMap((key) =>
    keyProblems(key.toLowerCase()).map((why) => cause('metadata.annotations', key, why)),
  )

function keyProblems(key: string): string[] {
  const [name = '', prefix, ...more] = key.split('/').toReversed()
  if (more.length > 0)
    return [
      `a qualified name ${CHARACTERS} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ]
  return [
    ...(prefix === '' ? ['prefix part must be non-empty'] : []),
    ...(prefix && !PREFIX.test(prefix) ? [`prefix part ${SUBDOMAIN}`] : []),
    ...(name === '' ? ['name part must be non-empty'] : []),
    ...(name.length > 63 ? [`name part ${TOO_LONG}`] : []),
    ...(NAME.test(name) ? [] : [`name part ${CHARACTERS}`]),
  ]
}

function valueProblems(value: unknown): string[] {
  if (typeof value !== 'string') return []
  return [...(value.length > 63 ? [TOO_LONG] : []), ...(VALUE.test(value) ? [] : [VALUES])]
}

const cause = (field: string, value: unknown, why: string): Cause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
  field,
})
