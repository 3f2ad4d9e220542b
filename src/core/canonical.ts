import { createHash } from 'node:crypto'

/** JSON with sorted keys and no blanks: equal values give equal text. `undefined` members are left out. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    isPlain(member) ? sortKeys(member) : member,
  )
}

/** SHA-256 of the canonical JSON, as 64 hex digits. */
export function fingerprint(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}

/** Deep equality of JSON values, whatever the order of keys. */
export const sameJson = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const sortKeys = (value: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
