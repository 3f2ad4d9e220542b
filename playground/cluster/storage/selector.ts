import { z } from 'zod'
import { refuse } from '../rest/refusals.ts'
import { Texts } from './kube-object.ts'

export const LabelSelector = z.looseObject({
  matchLabels: Texts.optional(),
  matchExpressions: z
    .array(
      z.looseObject({
        key: z.string(),
        operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
        values: z.array(z.string()).optional(),
      }),
    )
    .optional(),
})
export type LabelSelector = z.infer<typeof LabelSelector>

type Labels = Readonly<Record<string, string>> | undefined
type Matcher = (labels: Labels) => boolean

/** Whether labels fit a selector object; an empty selector fits everything, none at all nothing. */
export function selects(selector: LabelSelector | undefined, labels: Labels): boolean {
  if (!selector) return false
  const pairs = Object.entries(selector.matchLabels ?? {})
  if (!pairs.every(([key, value]) => labels?.[key] === value)) return false
  return (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) =>
    requirement(key, operator, values)(labels),
  )
}

/** `app=web,tier in (a,b)` of a selector object, as the scale subresource tells it. */
export function selectorText(selector: LabelSelector | undefined): string {
  const pairs = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`)
  const rest = (selector?.matchExpressions ?? []).map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key
    if (operator === 'DoesNotExist') return `!${key}`
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`
  })
  return [...pairs, ...rest].join(',')
}

/** Parses the query parameter `labelSelector`; refuses with 400 as the API server does. */
export function parseLabelSelector(words: string): Matcher {
  const requirements = splitOutside(words).map(parseRequirement)
  return (labels) => requirements.every((fits) => fits(labels))
}

const splitOutside = (words: string) =>
  words
    .split(/,(?![^(]*\))/)
    .map((word) => word.trim())
    .filter((word) => word !== '')

const KEY = '[A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?'
const SET = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^)]*)\\)$`)
const EQUAL = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*([-A-Za-z0-9_.]*)$`)
const EXISTS = new RegExp(`^(!?)\\s*(${KEY})$`)

function parseRequirement(word: string): Matcher {
  const fits = parseSet(word) ?? parseEqual(word) ?? parseExists(word)
  if (fits) return fits
  const found = word.split(/[\s=!]+/)[1] ?? ''
  throw refuse.badRequest(
    `unable to parse requirement: found '${found}', expected: '=', '!=', '==', 'in', notin'`,
  )
}

function parseSet(word: string): Matcher | undefined {
  const [, key, operator, list = ''] = SET.exec(word) ?? []
  if (key === undefined) return undefined
  const values = list.split(',').map((value) => value.trim())
  return requirement(key, operator === 'in' ? 'In' : 'NotIn', values)
}

function parseEqual(word: string): Matcher | undefined {
  const [, key, operator, value = ''] = EQUAL.exec(word) ?? []
  return key === undefined
    ? undefined
    : requirement(key, operator === '!=' ? 'NotIn' : 'In', [value])
}

function parseExists(word: string): Matcher | undefined {
  const [, not, key] = EXISTS.exec(word) ?? []
  return key === undefined ? undefined : requirement(key, not ? 'DoesNotExist' : 'Exists', [])
}

function requirement(key: string, operator: string, values: readonly string[]): Matcher {
  return (labels) => {
    const value = labels?.[key]
    if (operator === 'Exists') return value !== undefined
    if (operator === 'DoesNotExist') return value === undefined
    const among = value !== undefined && values.includes(value)
    return operator === 'In' ? among : !among
  }
}
