import { expect, test } from 'vitest'
import { cancel } from '../../commands/cancel.ts'
import { refusal } from '../support/ask-command.ts'
import { askDecision } from './ask-decision.ts'

test.each([
  ['8f3c21aa', 'cancel 8f3c21aa'],
  ['8f3c21aa no longer needed', 'cancel 8f3c21aa no longer needed'],
])('cancel %s calls that plan off', async (words, call) => {
  expect((await askDecision(cancel, words)).calls).toEqual([call])
})

test('cancel refuses what is no id', async () => {
  expect((await refusal(askDecision(cancel, 'deploy/web'))).code).toBe('bad-argument')
})
