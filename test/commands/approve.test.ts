import { expect, test } from 'vitest'
import { approve } from '../../commands/approve.ts'
import { refusal } from '../support/ask-command.ts'
import { askDecision } from './ask-decision.ts'

test.each([
  ['8f3c21aa', 'vote 8f3c21aa approve'],
  ['8F3C21AA', 'vote 8f3c21aa approve'],
  ['8f3c21aa seen with the team', 'vote 8f3c21aa approve seen with the team'],
])('approve %s is a vote for that plan', async (words, call) => {
  const { calls, lines } = await askDecision(approve, words)

  expect(calls).toEqual([call])
  expect(lines).toEqual([call])
})

test.each(['', 'web', 'deploy/web', '8f3c21a', '8f3c21aa1', '8f3c/1aa', '../../..'])(
  'approve refuses "%s" before any look-up',
  async (words) => {
    expect((await refusal(askDecision(approve, words))).code).toMatch(/^(?:bad|missing)-argument$/)
  },
)
