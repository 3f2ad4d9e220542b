import { expect, test } from 'vitest'
import { deny } from '../../commands/deny.ts'
import { refusal } from '../support/ask-command.ts'
import { askDecision } from './ask-decision.ts'

test.each([
  ['8f3c21aa not before the sale ends', 'vote 8f3c21aa deny not before the sale ends'],
  ['8f3c21aa "not now"', 'vote 8f3c21aa deny not now'],
  ['8f3c21aa -- "--force is -h wrong"', 'vote 8f3c21aa deny --force is -h wrong'],
])('deny %s is a vote against that plan, with the reason', async (words, call) => {
  expect((await askDecision(deny, words)).calls).toEqual([call])
})

test('deny wants a reason', async () => {
  expect((await refusal(askDecision(deny, '8f3c21aa'))).code).toBe('missing-argument')
  expect((await refusal(askDecision(deny, '8f3c21aa "  "'))).code).toBe('bad-argument')
})

test('deny refuses a reason that is a novel', async () => {
  const words = `8f3c21aa ${'a'.repeat(501)}`

  expect((await refusal(askDecision(deny, words))).message).toContain('at most 500 characters')
})
