import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCheckpoints } from '../../src/cli/audit-checkpoints.ts'
import { ConfigError } from '../../src/core/errors.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const hash = '8c6f'.repeat(16)
const file = (content: string) =>
  join(temporaryFolder({ 'checkpoints.txt': content }), 'checkpoints.txt')

test('a file of checkpoints is read line by line, without remarks and empty lines', () => {
  expect(readCheckpoints(file(`# of March\n12:${hash}\r\n\n34:${hash.toUpperCase()}\n`))).toEqual([
    { seq: 12, hash },
    { seq: 34, hash },
  ])
})

test.each([
  ['a line that is none', `12:${hash}\nnonsense\n`, ':2: expected SEQ:HASH'],
  ['nothing in it', '# nothing yet\n', 'there is no checkpoint in it'],
])('a file with %s proves nothing and is refused', (_, content, words) => {
  const path = file(content)
  expect(() => readCheckpoints(path)).toThrow(ConfigError)
  expect(() => readCheckpoints(path)).toThrow(words)
})

test('a file that is not there is refused', () => {
  expect(() => readCheckpoints('/nowhere/checkpoints.txt')).toThrow('cannot be read')
})
