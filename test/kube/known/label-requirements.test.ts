import { expect, test } from 'vitest'
import { selects } from '../../../src/core/kinds/label-selector.ts'
import { readLabelSelector } from '../../../src/kube/known/label-requirements.ts'

const labels = { app: 'web', tier: 'front' }

test.each([
  ['app=web', true],
  ['app==web', true],
  ['app=api', false],
  ['app!=api', true],
  ['app!=web', false],
  ['canary!=yes', true],
  ['app in (web, api)', true],
  ['app notin (web,api)', false],
  ['tier', true],
  ['!tier', false],
  ['!canary,app=web', true],
  ['app=web,tier in (back)', false],
  ['app in (web,api),tier!=back', true],
])('`%s` selects as the API server does: %s', (selector, expected) => {
  expect(selects(readLabelSelector(selector), labels)).toBe(expected)
})

test('what is no selector is refused', () => {
  expect(() => readLabelSelector('a=b,')).toThrow('is not a selector')
})
