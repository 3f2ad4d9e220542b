import { z } from 'zod'

const Requirement = z.looseObject({
  key: z.string(),
  operator: z.string(),
  values: z.array(z.string()).nullish(),
})

/** A LabelSelector, or the plain map of labels that Services and ReplicationControllers use. */
export const LabelSelector = z.looseObject({
  matchLabels: z.record(z.string(), z.string()).nullish(),
  matchExpressions: z.array(Requirement).nullish(),
})
export type LabelSelector = z.infer<typeof LabelSelector>

type Labels = Readonly<Record<string, string>>

/** The selector as a query value; `undefined` where it would select everything or nothing at all. */
export function selectorText(selector: LabelSelector | null | undefined): string | undefined {
  if (!selector) return undefined
  const equal = Object.entries(labelsOf(selector)).map(([key, value]) => `${key}=${value}`)
  const said = (selector.matchExpressions ?? []).map(({ key, operator, values }) => {
    if (operator === 'Exists') return key
    if (operator === 'DoesNotExist') return `!${key}`
    return `${key} ${operator.toLowerCase()} (${(values ?? []).join(',')})`
  })
  const all = [...equal, ...said]
  return all.length > 0 ? all.join(',') : undefined
}

/** Whether an object with these labels is selected. */
export function selects(selector: LabelSelector | null | undefined, labels: Labels): boolean {
  if (!selector) return false
  const equal = Object.entries(labelsOf(selector)).every(([key, value]) => labels[key] === value)
  return equal && (selector.matchExpressions ?? []).every((needed) => meets(needed, labels))
}

function labelsOf({ matchLabels, matchExpressions, ...rest }: LabelSelector): Labels {
  if (matchLabels || matchExpressions) return matchLabels ?? {}
  const plain = Object.entries(rest).filter((entry): entry is [string, string] => {
    return typeof entry[1] === 'string'
  })
  return Object.fromEntries(plain)
}

function meets({ key, operator, values }: z.infer<typeof Requirement>, labels: Labels): boolean {
  const value = labels[key]
  switch (operator) {
    case 'In':
      return value !== undefined && (values ?? []).includes(value)
    case 'NotIn':
      return value === undefined || !(values ?? []).includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    default:
      return false
  }
}
