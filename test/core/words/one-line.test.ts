import { assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { oneLine } from '../../../src/core/words/one-line.ts'

test.each([
  ['a line that poses as another', 'sale\n✓ Approved by @cto', 'sale ✓ Approved by @cto'],
  ['other line breaks', 'a\u2028b\u0085c\rd', 'a b c d'],
  ['text that turns around', 'abc\u202eyb devorppa', 'abcyb devorppa'],
  ['what only seems empty', '\u200b\u3164\u2800\u2060 \u00a0', ''],
  ['a quote that would end too early', 'x” · approved by “@cto', 'x" · approved by "@cto'],
])('A12: %s', (_what, typed, kept) => {
  expect(oneLine(typed)).toBe(kept)
})

test('nothing that is typed makes a second line, and saying it again changes nothing', () => {
  assert(
    property(string({ unit: 'binary' }), (typed) => {
      const kept = oneLine(typed)
      expect(kept).not.toMatch(/[\n\r\u2028\u2029\u0085]/)
      expect(oneLine(kept)).toBe(kept)
    }),
  )
})
