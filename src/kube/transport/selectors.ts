import { UsageError } from '../../core/errors.ts'
import { code, text } from '../../core/text.ts'

const MAX_LENGTH = 1000
const MAX_REQUIREMENTS = 50

const VALUE = '(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?'
const KEY = '(?:[a-z0-9][-a-z0-9.]{0,252}/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?'
const LABEL_REQUIREMENT = new RegExp(
  `^(?:!\\s*${KEY}|${KEY}|${KEY}\\s*(?:==?|!=)\\s*${VALUE}|` +
    `${KEY}\\s+(?:in|notin)\\s*\\(\\s*${VALUE}(?:\\s*,\\s*${VALUE})*\\s*\\))$`,
)
const FIELD_REQUIREMENT = /^[A-Za-z][A-Za-z0-9.]{0,99}(?:==?|!=)[-A-Za-z0-9_.:/]{0,253}$/

/** A label selector as kubectl's `-l` takes it, checked before it is sent. Throws UsageError `bad-selector`. */
export function checkLabelSelector(selector: string): string {
  return check(selector, LABEL_REQUIREMENT, 'app=web,tier in (front,back),!canary')
}

/** A field selector, e.g. `status.phase=Running`. Throws UsageError `bad-selector`. */
export function checkFieldSelector(selector: string): string {
  return check(selector, FIELD_REQUIREMENT, 'status.phase=Running')
}

function check(selector: string, requirement: RegExp, example: string): string {
  const tooLong = selector.length > MAX_LENGTH
  const parts = tooLong ? [] : splitOutsideParentheses(selector)
  const good =
    parts.length > 0 &&
    parts.length <= MAX_REQUIREMENTS &&
    parts.every((part) => requirement.test(part.trim()))
  if (good) return selector
  const shown = selector.length > 60 ? `${selector.slice(0, 60)}…` : selector
  const why = tooLong ? ` is longer than ${MAX_LENGTH} characters` : ' is not a selector'
  throw new UsageError('bad-selector', text`${code(shown)}${why}.`, {
    hint: text`For example: ${code(example)}`,
  })
}

/** `a=b,c in (d,e)` in its requirements. */
export const splitOutsideParentheses = (selector: string) => selector.split(/,(?![^(]*\))/)
