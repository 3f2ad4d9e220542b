import { assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { distance, nearest } from '../../../src/core/words/suggest.ts'

const commands = ['scale', 'restart', 'rollback', 'rollout status', 'logs', 'get', 'events', 'help']

test.each([
  ['scael', ['scale']],
  ['SCALE', ['scale']],
  ['log', ['logs']],
  ['rollbcak', ['rollback']],
  ['gte', ['get']],
  ['banana', []],
])('somebody who types %s meant %j', (typed, meant) => {
  expect(nearest(typed, commands)).toEqual(meant)
})

test('a pasted page is compared with nothing, so that it costs nothing', () => {
  expect(nearest('a'.repeat(101), ['a'.repeat(100)])).toEqual([])
})

test('a beginning of three letters is enough', () => {
  expect(nearest('depl', ['deployments', 'pods'])).toEqual(['deployments'])
})

test('distance is a metric on what people type: same is 0, order does not matter', () => {
  assert(
    property(string({ maxLength: 12 }), string({ maxLength: 12 }), (a, b) => {
      expect(distance(a, a)).toBe(0)
      expect(distance(a, b)).toBe(distance(b, a))
      expect(distance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
    }),
  )
})
