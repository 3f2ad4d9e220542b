export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value as an object; anything else is an empty one. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})

/** The value as a list; anything else is an empty one. */
export const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** What lies under a path of keys, or undefined. */
export const dig = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => fieldsOf(inner)[key], value)

export const textAt = (value: unknown, ...path: readonly string[]): string => {
  const found = dig(value, ...path)
  return typeof found === 'string' ? found : ''
}

export const numberAt = (value: unknown, ...path: readonly string[]): number => {
  const found = dig(value, ...path)
  return typeof found === 'number' ? found : 0
}

/** A copy without nulls at any depth: Go reads null as "not set". */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isFields(value)) return value
  const kept = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined)
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutNulls(inner)]))
}

/** A copy without what Go's `omitempty` leaves out at the top level: 0, '', false, empty lists, undefined. */
export function withoutEmpty<T extends Fields>(value: T): Partial<T> {
  const kept: Partial<T> = { ...value }
  for (const key in value) if (isEmpty(value[key])) delete kept[key]
  return kept
}

const isEmpty = (value: unknown) => !value || (Array.isArray(value) && value.length === 0)
