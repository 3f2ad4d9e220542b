import { z } from 'zod'

const PATTERN = /^[A-Za-z0-9._:*?-]+$/

/** `*` is any run of characters, `?` is one; everything else is itself. */
export const Glob = z
  .string()
  .max(253)
  .regex(PATTERN, 'is not a pattern: letters, digits, dots, dashes, `*` (any run) and `?` (one)')

/** True when the whole value fits. Takes time in the product of both lengths at worst: it cannot hang. */
export function matchesGlob(pattern: string, value: string): boolean {
  let p = 0
  let v = 0
  let star = -1
  let retry = 0
  while (v < value.length) {
    if (pattern[p] === '*') {
      star = p++
      retry = v
    } else if (pattern[p] === '?' || pattern[p] === value[v]) {
      p++
      v++
    } else if (star >= 0) {
      p = star + 1
      v = ++retry
    } else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}

export const matchesAny = (patterns: readonly string[], value: string): boolean =>
  patterns.some((pattern) => matchesGlob(pattern, value))

/** True when one pattern fits every value there could be. */
export const coversAll = (patterns: readonly string[]): boolean =>
  patterns.some((pattern) => /^\*+$/.test(pattern))

/** True for a pattern that fits one value only: its own text. */
export const isPlain = (pattern: string): boolean => !/[*?]/.test(pattern)
