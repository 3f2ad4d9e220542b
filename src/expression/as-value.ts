import type { Values } from './language.ts'

type Value = Values[string]

/** So much of an object is looked at, lists and all: a loop over it ends in time. */
const MOST_PARTS = 10_000

/**
 * A value of JSON as CEL reads it: whole numbers are whole numbers, as in Kubernetes' own expressions. Throws an Error
 * for what is too large.
 */
export function asValue(json: unknown): Value {
  let parts = 0
  const read = (value: unknown): Value => {
    if (++parts > MOST_PARTS) throw new Error(`it has more than ${MOST_PARTS} parts`)
    if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value
    if (Array.isArray(value)) return value.map(read)
    if (typeof value === 'object' && value !== null)
      return new Map(Object.entries(value).map(([key, member]) => [key, read(member)]))
    return typeof value === 'string' || typeof value === 'boolean' ? value : null
  }
  return read(json)
}
