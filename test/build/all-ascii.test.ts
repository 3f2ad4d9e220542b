import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { escapeBeyondAscii } from '../../build/bundle/all-ascii.ts'

test('strings and templates mean the same, in ASCII only', () => {
  const code = 'const say = (n) => `${n} → “two” 🚀 ` + "é"; say(1)'
  const escaped = escapeBeyondAscii(code)
  expect(escaped).toMatch(/^\p{ASCII}*$/u)
  expect(runInNewContext(escaped)).toBe(runInNewContext(code))
  expect(runInNewContext(escaped)).toBe('1 → “two” 🚀 é')
})

test('a raw string, in which an escape is no escape, is refused', () => {
  expect(() => escapeBeyondAscii('String.raw`→`')).toThrow('raw string')
})
