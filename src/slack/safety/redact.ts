import type { Range } from './range.ts'
import { cutKeys } from './cut-keys.ts'
import { manifestSecrets } from './secret-manifest.ts'
import { pairedSecrets } from './secret-pairs.ts'
import { shapedSecrets } from './secret-shapes.ts'

/** What stands in place of a secret. */
export const REDACTED = '[redacted]'

export type Redaction = { readonly text: string; readonly count: number }

/** Hides what looks like a secret. Linear in the length of the text; redacting twice changes nothing. */
export function redact(text: string): Redaction {
  if (!MAY_HOLD_SECRET.test(text)) return { text, count: 0 }
  const ranges = merged([
    ...shapedSecrets(text),
    ...cutKeys(text),
    ...pairedSecrets(text),
    ...manifestSecrets(text),
  ]).filter(({ start, end }) => text.slice(start, end) !== REDACTED)
  if (ranges.length === 0) return { text, count: 0 }

  let from = 0
  let hidden = ''
  for (const { start, end } of ranges) {
    hidden += text.slice(from, start) + REDACTED
    from = end
  }
  return { text: hidden + text.slice(from), count: ranges.length }
}

/** What every secret has, of any shape: most cells of a table have none of it and cost nothing. */
const MAY_HOLD_SECRET = /[=:@$]|--|[Bb]earer|[Bb]asic|password|[\w.+/~-]{12}/u

function merged(ranges: readonly Range[]): Range[] {
  const result: Range[] = []
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1)
    if (!last || range.start >= last.end) result.push(range)
    else if (range.end > last.end) result[result.length - 1] = { start: last.start, end: range.end }
  }
  return result
}
