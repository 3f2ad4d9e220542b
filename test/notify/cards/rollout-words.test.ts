import { expect, test } from 'vitest'
import { plain } from '../../../src/core/text.ts'
import { sayRollout } from '../../../src/notify/cards/rollout-words.ts'

const rollout = { revision: '42', at: '2026-03-02T10:00:00.000Z', images: 'app web:1.4 → web:1.5' }
const said = (since: string, more: Partial<typeof rollout> = {}) =>
  sayRollout({ since: `2026-03-02T${since}Z`, rollout: { ...rollout, ...more } }).map(plain)

test.each([
  ['10:00:40', 'Began 40 s after revision 42 of 2026-03-02T10:00:00.000Z: app web:1.4 → web:1.5'],
  ['10:00:00', 'Began with revision 42 of 2026-03-02T10:00:00.000Z: app web:1.4 → web:1.5'],
  ['09:59:30', 'Began with revision 42 of 2026-03-02T10:00:00.000Z: app web:1.4 → web:1.5'],
])('a trouble of %s says which rollout brought it', (since, words) => {
  expect(said(since)).toEqual([words])
})

test('a rollout that changed no image is named without one', () => {
  expect(said('10:02:00', { images: '' })).toEqual([
    'Began 2 min after revision 42 of 2026-03-02T10:00:00.000Z',
  ])
})

test('what begins long after a rollout, or before it, is not put down to it', () => {
  expect(said('10:31:00')).toEqual([])
  expect(said('09:50:00')).toEqual([])
  expect(sayRollout({ since: '2026-03-02T10:00:00Z' })).toEqual([])
})
