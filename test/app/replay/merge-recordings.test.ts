import { expect, test } from 'vitest'
import { listed, mergeRecordings } from '../../../src/app/replay/merge-recordings.ts'
import type { RecordedChange } from '../../../src/app/replay/recording.ts'

const change = (uid: string, seconds?: number): RecordedChange => ({
  line: 1,
  isGone: false,
  isDated: false,
  resource: 'pods',
  uid,
  object: {},
  ...(seconds !== undefined && { at: new Date(seconds * 1000) }),
})
const uids = (changes: readonly RecordedChange[]) => changes.map(({ uid }) => uid).join(' ')

test('what was there at the beginning of each comes first, then whatever happened by its time', () => {
  const pods = [change('a', 1), change('b', 9), change('a', 20), change('b', 40)]
  const nodes = [change('n', 2), change('n', 10), change('n', 30)]

  expect(uids(mergeRecordings([pods, nodes]))).toBe('a b n n a n b')
})

test('each keeps its own order, also where an object tells an older time or none', () => {
  const pods = [change('a', 1), change('a', 20), change('a', 5), change('a')]
  const nodes = [change('n', 2), change('n', 10), change('n', 25)]

  expect(uids(mergeRecordings([pods, nodes]))).toBe('a n n a a a n')
})

test('within a second owners come before their pods', () => {
  const pods = [change('a', 1), change('new', 5), change('a', 5)]
  const sets = [change('s', 1), change('s', 5)].map((one) => ({
    ...one,
    resource: 'replicasets.apps',
  }))

  expect(uids(mergeRecordings([pods, sets]))).toBe('a new s s a')
})

test('one recording stays as it is', () => {
  const pods = [change('a', 20), change('a', 5)]

  expect(mergeRecordings([pods])).toBe(pods)
  expect(mergeRecordings([])).toEqual([])
})

test('a list ends where something is gone, dated, or there a second time', () => {
  expect(listed([change('a'), change('b'), change('a')])).toBe(2)
  expect(listed([change('a'), { ...change('b'), isGone: true }])).toBe(1)
  expect(listed([{ ...change('a'), isDated: true }])).toBe(0)
})
