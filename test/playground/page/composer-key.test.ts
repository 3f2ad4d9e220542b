import { expect, test } from 'vitest'
import { composerKey } from '../../../playground/page/src/chat/composer-key.ts'

const now = (more: Partial<Parameters<typeof composerKey>[1]> = {}) => ({
  draft: '',
  marked: -1,
  count: 0,
  ...more,
})
const key = (name: string, more: { shiftKey?: boolean; isComposing?: boolean } = {}) => ({
  key: name,
  shiftKey: false,
  isComposing: false,
  ...more,
})

test('Enter sends, and takes the suggestion the arrows have reached', () => {
  expect(composerKey(key('Enter'), now())).toEqual({ key: 'send' })
  expect(composerKey(key('Enter'), now({ count: 3, marked: 1 }))).toEqual({ key: 'take', index: 1 })
})

test('Shift+Enter, and Enter that ends an input method, only write', () => {
  expect(composerKey(key('Enter', { shiftKey: true }), now())).toBeUndefined()
  expect(composerKey(key('Enter', { isComposing: true }), now())).toBeUndefined()
})

test('Tab takes the first suggestion, and leaves the box when there is none', () => {
  expect(composerKey(key('Tab'), now({ count: 2 }))).toEqual({ key: 'take', index: 0 })
  expect(composerKey(key('Tab'), now())).toBeUndefined()
})

test.each([
  [-1, 'ArrowDown', 0],
  [1, 'ArrowDown', -1],
  [-1, 'ArrowUp', 1],
  [0, 'ArrowUp', -1],
])('from %i of two suggestions %s goes to %i', (marked, name, index) => {
  expect(composerKey(key(name), now({ count: 2, marked }))).toEqual({ key: 'mark', index })
})

test('arrows go through what was said, but not inside of several lines', () => {
  expect(composerKey(key('ArrowUp'), now())).toEqual({ key: 'history', by: -1 })
  expect(composerKey(key('ArrowUp'), now({ draft: 'a\nb' }))).toBeUndefined()
})
