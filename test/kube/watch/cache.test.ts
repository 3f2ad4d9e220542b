import { expect, test } from 'vitest'
import type { Watched } from '../../../src/core/watched.ts'
import { createCache } from '../../../src/kube/watch/cache.ts'

type Wishes = {
  readonly uid?: string
  readonly node?: string
  readonly owner?: string
  readonly phase?: string
}

const pod = (name: string, { uid = `uid-${name}`, node, owner, phase }: Wishes = {}): Watched => ({
  group: '',
  resource: 'pods',
  uid,
  name,
  namespace: 'shop',
  resourceVersion: '1',
  createdAt: '',
  labels: {},
  annotations: {},
  owners: owner
    ? [{ group: 'apps', kind: 'ReplicaSet', name: owner, uid: owner, controller: true }]
    : [],
  body: { spec: { nodeName: node }, status: { phase } },
})
const SET = { uid: 'rs', namespace: 'shop' }
const names = (pods: readonly Watched[]) => pods.map(({ name }) => name)

test('pods are found by name, uid, owner, node and namespace', () => {
  const cache = createCache()
  cache.put(pod('a', { node: 'n1', owner: 'rs' }))
  cache.put(pod('b', { node: 'n2', owner: 'rs' }))

  expect(cache.at('a', 'shop')?.uid).toBe('uid-a')
  expect(cache.at('a', 'other')).toBeUndefined()
  expect(cache.byUid('uid-b')?.name).toBe('b')
  expect(names(cache.ownedBy(SET))).toEqual(['a', 'b'])
  expect(names(cache.onNode('n2'))).toEqual(['b'])
  expect(names(cache.list('shop'))).toEqual(['a', 'b'])
  expect(cache.list('other')).toEqual([])
})

test('an owner has what is in its own namespace; one that is in none has all of it', () => {
  const cache = createCache()
  cache.put(pod('a', { owner: 'rs' }))

  expect(cache.ownedBy({ uid: 'rs', namespace: 'hr' })).toEqual([])
  expect(names(cache.ownedBy({ uid: 'rs' }))).toEqual(['a'])
})

test('what changes is found as it is now, also where it was not before', () => {
  const cache = createCache()
  cache.put(pod('a', { owner: 'rs' }))
  cache.put(pod('a', { node: 'n1', owner: 'rs', phase: 'Running' }))
  cache.put(pod('a', { node: 'n1', owner: 'other', phase: 'Failed' }))

  expect(cache.onNode('n1')[0]?.body['status']).toEqual({ phase: 'Failed' })
  expect(cache.ownedBy(SET)).toEqual([])
  expect(names(cache.ownedBy({ ...SET, uid: 'other' }))).toEqual(['a'])
  expect(cache.size()).toBe(1)
})

test('one made anew under the name of another takes its place everywhere', () => {
  const cache = createCache()
  cache.put(pod('a', { uid: 'old', node: 'n1' }))
  cache.put(pod('a', { uid: 'new', node: 'n1' }))

  expect(cache.byUid('old')).toBeUndefined()
  expect(cache.onNode('n1').map(({ uid }) => uid)).toEqual(['new'])
})

test('what is gone is found nowhere, and leaves nothing behind', () => {
  const cache = createCache()
  const gone = pod('a', { node: 'n1', owner: 'rs' })
  cache.put(gone)
  cache.remove(gone)

  expect(cache.at('a', 'shop')).toBeUndefined()
  expect([cache.ownedBy(SET), cache.onNode('n1'), cache.list(), cache.list('shop')]).toEqual([
    [],
    [],
    [],
    [],
  ])
  expect([cache.size(), cache.size('shop')]).toEqual([0, 0])
})
