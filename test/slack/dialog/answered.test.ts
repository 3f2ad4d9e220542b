import { assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { tokenize } from '../../../src/core/words/tokenize.ts'
import { answered } from '../../../src/slack/dialog/answered.ts'

const question = { title: 'Deny', label: 'Why?' }
const confirm = { title: 'Confirm', label: 'Name of the cluster', flag: '--confirm' }

test.each([
  ['deny 8f3c21aa', question, 'bad release', 'deny 8f3c21aa "bad release"'],
  ['scale deploy/web 5', confirm, ' prod-eu ', 'scale deploy/web 5 --confirm prod-eu'],
  [
    'deny 8f3c21aa',
    question,
    'she said "no" \\o/',
    String.raw`deny 8f3c21aa "she said \"no\" \\o/"`,
  ],
  ['deny 8f3c21aa', question, '--public', 'deny 8f3c21aa -- --public'],
  ['deny 8f3c21aa', question, '   ', 'deny 8f3c21aa'],
  ['deny 8f3c21aa', question, 'a\u202e\u0000\nb', 'deny 8f3c21aa "a b"'],
])('%s, asked %j, answered %j, says %s', (words, asked, answer, meant) => {
  expect(answered(words, asked, answer)).toBe(meant)
})

const typed = string({ unit: 'grapheme', maxLength: 60 })

test('A2: whatever is typed into a dialog is one word behind its flag, and nothing else', () => {
  assert(
    property(typed, (answer) => {
      const [verb, id, ...rest] = tokenize(answered('deny 8f3c21aa', confirm, answer))
      expect([verb, id]).toEqual(['deny', '8f3c21aa'])
      expect(rest.length === 0 || (rest.length === 2 && rest[0] === '--confirm')).toBe(true)
    }),
  )
})

test('A2: nor can it become a flag where there is none before it', () => {
  assert(
    property(typed, (answer) => {
      const [, , ...rest] = tokenize(answered('deny 8f3c21aa', question, answer))
      const [first = '', ...others] = rest
      expect(first === '--' ? others.length === 1 : others.length === 0).toBe(true)
      expect(first === '--' || !first.startsWith('-')).toBe(true)
    }),
  )
})
