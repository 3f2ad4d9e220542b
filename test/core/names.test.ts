import { describe, expect, test } from 'vitest'
import { isNamespace, isObjectName } from '../../src/core/names.ts'

describe('A1: names that would leave their path segment are no names', () => {
  test.each([
    '../secrets/db#',
    '..',
    '.',
    'a/b',
    'a..b',
    '%2e%2e',
    'x?watch=1',
    'x#y',
    'a b',
    'a\u0000b',
    'wеb', // the e is Cyrillic
    'x'.repeat(300),
    '',
    '-web',
    'web\n',
    'a\\b',
    'a;rm',
  ])('%j', (name) => {
    expect(isObjectName(name)).toBe(false)
    expect(isNamespace(name)).toBe(false)
  })
})

test.each(['web', 'web-1.2', 'ip-10-0-3-17.eu', 'system:node', 'web-7d9c5b-x2x4k'])(
  '%s is a name',
  (name) => {
    expect(isObjectName(name)).toBe(true)
  },
)

test.each(['shop', 'kube-system', 'a1'])('%s is a namespace', (name) => {
  expect(isNamespace(name)).toBe(true)
})

test('a namespace has no dots and at most 63 characters', () => {
  expect([isNamespace('a.b'), isNamespace('a'.repeat(64))]).toEqual([false, false])
})
