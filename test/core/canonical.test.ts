import { assert, jsonValue, property } from 'fast-check'
import { expect, test } from 'vitest'
import { canonical, fingerprint, sameJson } from '../../src/core/canonical.ts'

test('the order of keys does not matter, at any depth', () => {
  expect(fingerprint({ a: 1, b: { c: [1, { d: 2, e: 3 }] } })).toBe(
    fingerprint({ b: { c: [1, { e: 3, d: 2 }] }, a: 1 }),
  )
})

test('the order of a list does', () => {
  expect(sameJson([1, 2], [2, 1])).toBe(false)
})

test('a member that is undefined is as good as absent', () => {
  expect(canonical({ a: undefined, b: 1 })).toBe('{"b":1}')
})

test('for any JSON, what is written reads back the same', () => {
  assert(
    property(jsonValue(), (value) => {
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})
