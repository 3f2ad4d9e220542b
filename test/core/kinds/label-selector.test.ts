import { expect, test } from 'vitest'
import { selects, selectorText } from '../../../src/core/kinds/label-selector.ts'

const full = {
  matchLabels: { app: 'web' },
  matchExpressions: [
    { key: 'tier', operator: 'In', values: ['front', 'edge'] },
    { key: 'old', operator: 'DoesNotExist' },
    { key: 'team', operator: 'Exists' },
    { key: 'zone', operator: 'NotIn', values: ['z'] },
  ],
}

test('is written as the API server reads it', () => {
  expect(selectorText(full)).toBe('app=web,tier in (front,edge),!old,team,zone notin (z)')
  expect(selectorText({ app: 'web' })).toBe('app=web')
})

test.each([undefined, null, {}, { matchLabels: {} }])(
  '%j selects nothing we would list',
  (selector) => {
    expect(selectorText(selector)).toBeUndefined()
  },
)

test('selects what Kubernetes would', () => {
  const labels = { app: 'web', tier: 'edge', team: 'shop' }

  expect(selects(full, labels)).toBe(true)
  expect(selects(full, { ...labels, old: '1' })).toBe(false)
  expect(selects(full, { ...labels, zone: 'z' })).toBe(false)
  expect(selects(full, { app: 'web', tier: 'edge' })).toBe(false)
  expect(selects({ matchExpressions: [{ key: 'a', operator: 'New' }] }, { a: '1' })).toBe(false)
})
