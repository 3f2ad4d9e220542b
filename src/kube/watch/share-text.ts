import { createInterner } from './interner.ts'

/** Shorter strings V8 shares by itself; longer ones seldom repeat. */
const SHORT = 11
const LONG = 160
/** `2026-03-02T10:00:00Z` */
const STAMP = 20
const STAMPS = 4

/** One copy of a text that repeats. Texts are cut behind `longest` characters. */
export function createShareText(longest: number): (text: string) => string {
  const texts = createInterner<string>()
  // Few stamps repeat, but those of one object do: it was made, scheduled and started within a second or two.
  let stamps: readonly string[] = []
  const stamp = (value: string) => {
    const known = stamps.find((one) => one === value)
    if (known === undefined) stamps = [value, ...stamps.slice(0, STAMPS - 1)]
    return known ?? value
  }
  return (value) => {
    const { length } = value
    // A slice would keep the whole text in memory.
    if (length > longest) return Buffer.from(value.slice(0, longest)).toString()
    if (length === STAMP) return stamp(value)
    return length < SHORT || length > LONG ? value : texts(value, () => value)
  }
}
