import { expect, test } from 'vitest'
import { commands } from '../../../commands/index.ts'
import { UsageError } from '../../../src/core/errors.ts'
import { findCommand } from '../../../src/core/words/find-command.ts'

const suggested = (typed: string): readonly string[] => {
  try {
    findCommand(commands, typed.split(' '))
    return ['found']
  } catch (error) {
    if (error instanceof UsageError) return error.suggestions
    throw error
  }
}

test.each([
  ['gte pods -n shop', 'get pods -n shop'],
  ['scael deploy/web 3', 'scale deploy/web 3'],
  ['rollot status deploy/web', 'rollout status deploy/web'],
  ['rollout stauts deploy/web', 'rollout status deploy/web'],
  ['Rollout restrat deploy/web', 'rollout restart deploy/web'],
])('“%s” is answered with the whole of what was meant: “%s”', (typed, meant) => {
  expect(suggested(typed)).toContain(meant)
})

test('no suggestion repeats a word that it already holds', () => {
  expect(suggested('rollot status deploy/web').join(' ')).not.toContain('status status')
})

test('what resembles nothing gets no suggestion', () => {
  expect(suggested('xyzzy deploy/web')).toEqual([])
})

test('what a group does not have is answered with what it has, but with nothing to press', () => {
  expect(suggested('rollout history deploy/web')).toEqual([])
  expect(() => findCommand(commands, ['rollout', 'history'])).toThrow('no command rollout history')
})
