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
  const set = SET.exec(word)
  if (set) {
    const values = (set[3] ?? '').split(',').map((value) => value.trim())
    return requirement(set[1] ?? '', set[2] === 'in' ? 'In' : 'NotIn', values)
  }
  const equal = EQUAL.exec(word)
  if (equal)
    return requirement(equal[1] ?? '', equal[2] === '!=' ? 'NotIn' : 'In', [equal[3] ?? ''])
  const exists = EXISTS.exec(word)
  if (exists) return requirement(exists[2] ?? '', exists[1] ? 'DoesNotExist' : 'Exists', [])
  const found = word.split(/[\s=!]+/)[1] ?? ''
  throw refuse.badRequest(
    `unable to parse requirement: found '${found}', expected: '=', '!=', '==', 'in', notin'`,
  )
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
