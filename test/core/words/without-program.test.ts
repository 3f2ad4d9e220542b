import { expect, test } from 'vitest'
import { withoutProgram } from '../../../src/core/words/without-program.ts'

test.each([
  [
    ['kubectl', 'get', 'pods'],
    ['get', 'pods'],
  ],
  [
    ['K', 'get', 'pods'],
    ['get', 'pods'],
  ],
  [['kubectl'], []],
  [
    ['get', 'kubectl'],
    ['get', 'kubectl'],
  ],
  [[], []],
])('%j, pasted from a terminal, means %j', (typed, meant) => {
  expect(withoutProgram(typed)).toEqual(meant)
})
