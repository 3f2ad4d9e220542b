import { expect, test } from 'vitest'
import { isBearer, readAlertToken } from '../../src/alerts/bearer.ts'
import { ConfigError } from '../../src/core/errors.ts'

const read = (token?: string) =>
  readAlertToken({ ...(token !== undefined && { DECKWATCH_ALERTMANAGER_TOKEN: token }) })

test('the token is read trimmed; one that is missing, short or torn is named, never shown', () => {
  expect(read(' a-token-of-some-length \n')).toBe('a-token-of-some-length')
  for (const wrong of [undefined, '', '   ', 'too-short', 'a token with white space'])
    expect(() => read(wrong)).toThrow(/^DECKWATCH_ALERTMANAGER_TOKEN (?:is|holds)/)
  expect(() => read('hush-hush')).toThrow(ConfigError)
  expect(() => read('hush-hush')).not.toThrow(/hush-hush/)
})

test('one header with exactly the token lets in', () => {
  const token = 'a-token-of-some-length'
  expect(isBearer([`Bearer ${token}`], token)).toBe(true)
  expect(isBearer([`bearer ${token}`], token)).toBe(true)
  for (const headers of [
    [],
    [''],
    [token],
    [`Bearer ${token}x`],
    [`Bearer ${token.slice(1)}`],
    [`Basic ${token}`],
  ])
    expect(isBearer(headers, token)).toBe(false)
  expect(isBearer([`Bearer ${token}`, `Bearer ${token}`], token)).toBe(false)
})
