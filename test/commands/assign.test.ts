import { expect, test } from 'vitest'
import { assign } from '../../commands/assign.ts'
import { refusal } from '../support/ask-command.ts'
import { askIncidents } from './ask-incidents.ts'

test.each([
  ['8f3c21aa', 'assign 8f3c21aa me'],
  ['8f3c21aa me', 'assign 8f3c21aa me'],
  ['8f3c21aa "<@U0123456789|anna>"', 'assign 8f3c21aa U0123456789'],
  ['8f3c21aa U0123456789', 'assign 8f3c21aa U0123456789'],
])('assign %s', async (words, asked) => {
  expect(await askIncidents(assign, words)).toEqual([asked])
})

test('assign takes only people whom Slack can reach', async () => {
  expect((await refusal(askIncidents(assign, '8f3c21aa anna@example.com'))).code).toBe(
    'bad-argument',
  )
})
