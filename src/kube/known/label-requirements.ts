import type { LabelSelector } from '../../core/kinds/label-selector.ts'
import { checkLabelSelector, splitOutsideParentheses } from '../transport/selectors.ts'

/** A label selector as people type it, taken apart. Throws UsageError `bad-selector`. */
export const readLabelSelector = (selector: string): LabelSelector => ({
  matchExpressions: splitOutsideParentheses(checkLabelSelector(selector)).map(readRequirement),
})

const SET = /^(?<key>\S+)\s+(?<how>in|notin)\s*\((?<values>.*)\)$/
const EQUALITY = /^(?<key>[^=!\s]+)\s*(?<how>==?|!=)\s*(?<values>.*)$/
const NEGATIVE = new Set(['notin', '!='])

function readRequirement(said: string) {
  const part = said.trim()
  const found = (SET.exec(part) ?? EQUALITY.exec(part))?.groups
  if (!found) return readPresence(part)
  const { key = '', how = '', values = '' } = found
  return {
    key,
    operator: NEGATIVE.has(how) ? 'NotIn' : 'In',
    values: values.split(',').map((value) => value.trim()),
  }
}

const readPresence = (part: string) =>
  part.startsWith('!')
    ? { key: part.slice(1).trim(), operator: 'DoesNotExist' }
    : { key: part, operator: 'Exists' }
