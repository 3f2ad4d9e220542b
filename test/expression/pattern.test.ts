import { expect, test } from 'vitest'
import { compilesAsPattern, holdsPattern } from '../../src/expression/pattern.ts'
import { processorTime } from '../support/processor-time.ts'

test.each([
  ['INC-[0-9]+', 'INC-4711: the queue is full', true],
  ['INC-[0-9]+', 'see INC-4711', true],
  ['^INC-[0-9]+$', 'see INC-4711', false],
  ['INC-[0-9]+', 'inc-4711', false],
  ['(?i)INC-[0-9]+', 'inc-4711', true],
  ['INC', '', false],
  ['(broken', 'broken', false],
])('%s in "%s": %s', (pattern, text, holds) => {
  expect(holdsPattern(pattern, text)).toBe(holds)
})

test('patterns that RE2 does not know are told when the file is read', () => {
  expect(['INC-[0-9]+', '\\bCHG\\b'].filter(compilesAsPattern)).toHaveLength(2)
  expect(['(', '(?=x)', '(x)\\1', 'x{9999}', '[z-a]'].filter(compilesAsPattern)).toEqual([])
})

test('no reason makes a pattern hang', () => {
  const took = processorTime(() => {
    expect(holdsPattern('^(a+)+$', `${'a'.repeat(20_000)}!`)).toBe(false)
    expect(holdsPattern('(x+x+)+y', 'x'.repeat(20_000))).toBe(false)
  })

  expect(took).toBeLessThan(2000)
})
