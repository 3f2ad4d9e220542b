import { expect, test } from 'vitest'
import { parseDuration, sayDuration } from '../../../src/core/words/duration.ts'

test.each([
  ['90s', 90_000],
  ['1h30m', 5_400_000],
  ['1.5h', 5_400_000],
  ['2d', 172_800_000],
  ['250ms', 250],
])('%s is %d ms', (typed, ms) => {
  expect(parseDuration(typed)).toBe(ms)
})

test.each(['5', '5m garbage', '1m30', '-5m', '', 'm', '5 m', '1e3s'])(
  '%j is no duration',
  (typed) => {
    expect(parseDuration(typed)).toBeUndefined()
  },
)

test.each([
  [0, '0 s'],
  [40_999, '40 s'],
  [72_000, '1 min 12 s'],
  [120_000, '2 min'],
  [7_500_000, '2 h 5 min'],
  [3_600_000 * 26, '1 d 2 h'],
  [3_600_000 + 5000, '1 h'],
  [-5, '0 s'],
])('%d ms is said as %s', (ms, said) => {
  expect(sayDuration(ms)).toBe(said)
})
