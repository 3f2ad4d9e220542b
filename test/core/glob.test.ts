import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { coversAll, Glob, matchesGlob } from '../../src/core/glob.ts'
import { processorTime } from '../support/processor-time.ts'

const letters = (alphabet: string) =>
  fc.array(fc.constantFrom(...alphabet.split('')), { maxLength: 8 }).map((all) => all.join(''))

test('patterns match exactly what the same regular expression does', () => {
  fc.assert(
    fc.property(letters('ab-*?'), letters('ab-'), (pattern, value) => {
      const source = pattern.replaceAll('*', '.*').replaceAll('?', '.')
      expect(matchesGlob(pattern, value)).toBe(new RegExp(`^${source}$`).test(value))
    }),
    { numRuns: 3000 },
  )
})

test('a pattern of many stars does not hang', () => {
  const took = processorTime(() =>
    expect(matchesGlob('*a'.repeat(120), `${'a'.repeat(5000)}b`)).toBe(false),
  )

  expect(took).toBeLessThan(500)
})

test('only stars cover everything', () => {
  expect(coversAll(['shop', '*'])).toBe(true)
  expect(coversAll(['**'])).toBe(true)
  expect(coversAll(['?*', 'a*'])).toBe(false)
})

test.each(['', 'a/b', '[ab]', '{a,b}', '!a', 'a b', 'ä'])('%j is not a pattern', (pattern) => {
  expect(Glob.safeParse(pattern).success).toBe(false)
})
