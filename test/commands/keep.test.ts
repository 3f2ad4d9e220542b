import { expect, test } from 'vitest'
import { keep } from '../../commands/keep.ts'
import { refusal } from '../support/ask-command.ts'
import { askDecision } from './ask-decision.ts'

test('keep lets a temporary change stay', async () => {
  expect((await askDecision(keep, '8f3c21aa')).calls).toEqual(['keep 8f3c21aa'])
})

test('keep refuses what is no id', async () => {
  expect((await refusal(askDecision(keep, 'all'))).code).toBe('bad-argument')
})
