import { array, assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { spellWords } from '../../../src/core/words/spell-words.ts'
import { tokenize } from '../../../src/core/words/tokenize.ts'

test('a word of several keeps its quotes, the others need none', () => {
  expect(spellWords(['scale', 'deploy/web', '5', '--reason', 'sale at 18:00'])).toBe(
    'scale deploy/web 5 --reason "sale at 18:00"',
  )
})

test('a reason cannot become a flag by being suggested', () => {
  expect(tokenize(spellWords(['--reason', 'x --replicas=0']))).toEqual([
    '--reason',
    'x --replicas=0',
  ])
})

test('whatever was typed, what is spelled is read as the same words', () => {
  assert(
    property(array(string({ unit: 'grapheme' })), (words) => {
      expect(tokenize(spellWords(words))).toEqual(words)
    }),
  )
})
