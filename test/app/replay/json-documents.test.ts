import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonDocuments } from '../../../src/app/replay/json-documents.ts'

const read = (text: string) => [...jsonDocuments(text)]

/** JSON knows no negative zero. */
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

test('documents one after the other are found again, however they are printed', () => {
  const documents = fc.array(
    fc.record({
      object: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })),
      indent: fc.constantFrom(undefined, 2, 4, '\t'),
      between: fc.constantFrom('\n', '\r\n', '\n\n', ' ', ''),
    }),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(documents, (all) => {
      const text = all
        .map(({ object, indent, between }) => `${JSON.stringify(object, null, indent)}${between}`)
        .join('')
      const expected = all.map(({ object }) => throughJson(object))
      expect(read(text).map((one) => ('value' in one ? one.value : one))).toEqual(expected)
    }),
  )
})

test.each([
  ['a line of words', 'hello\n{"a":1}\n', [1, 2]],
  ['a string that never ends', '{"a": "x\n{"b":1}\n', [1, 2]],
  ['a brace too many', '{"a":1}}\n{"b":1}', [1, 1, 2]],
  ['a brace too few', '{"a":{\n"b":1}\n', [1]],
])('%s costs itself at most, and each is told with its line', (_, text, lines) => {
  expect(read(text).map(({ line }) => line)).toEqual(lines)
  expect(read(text).some((one) => 'problem' in one)).toBe(true)
})

test('no text at all makes it fail or hang', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('{', '}', '"', '\\', '\n', 'a', ' ') }),
      (text) => {
        expect(read(text).length).toBeLessThanOrEqual(text.length)
      },
    ),
  )
})
