import { expect, test } from 'vitest'
import { review } from '../../commands/review.ts'
import { refusal } from '../support/ask-command.ts'
import { askDecision } from './ask-decision.ts'

test('review closes a use of break-glass, with what was found', async () => {
  const words = '8f3c21aa incident 4711, looked right'

  expect((await askDecision(review, words)).calls).toEqual([`review ${words}`])
})

test('review wants a note', async () => {
  expect((await refusal(askDecision(review, '8f3c21aa'))).code).toBe('missing-argument')
})
