import { expect, test } from 'vitest'
import { helpFirst } from '../../../src/core/words/help-words.ts'

test.each([
  [[], ['help']],
  [
    ['scale', '--help'],
    ['help', 'scale'],
  ],
  [
    ['rollout', 'status', '-h'],
    ['help', 'rollout', 'status'],
  ],
  [['help', '--help'], ['help']],
  [['--help'], ['help']],
  [
    ['get', 'pods'],
    ['get', 'pods'],
  ],
  [
    ['logs', 'web', '--', '--help'],
    ['logs', 'web', '--', '--help'],
  ],
])('%j means %j', (typed, meant) => {
  expect(helpFirst(typed)).toEqual(meant)
})
