import { expect, test } from 'vitest'
import { atPointer, pointerStep } from '../../src/core/pointer.ts'

const object = {
  spec: { replicas: 3, list: ['a', 'b'] },
  metadata: { annotations: { 'x/y~z': 'v' } },
}

test.each([
  ['/spec/replicas', 3],
  ['/spec/list/1', 'b'],
  ['/spec/none/deeper', undefined],
  ['/constructor', undefined],
  ['/__proto__/polluted', undefined],
  ['', object],
])('%s', (pointer, value) => {
  expect(atPointer(object, pointer)).toEqual(value)
})

test('a step is escaped so that it leads to the key it names', () => {
  expect(atPointer(object, `/metadata/annotations/${pointerStep('x/y~z')}`)).toBe('v')
})
