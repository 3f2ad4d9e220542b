import { assert, constantFrom, oneof, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KubeObject } from '../../src/core/resource.ts'
import { objectPath } from '../../src/kube/transport/paths.ts'
import { DEPLOYMENTS, failureOf, kubeSession, PODS } from '../support/kube-session.ts'

test('an object of a named group is under its group, version and namespace', () => {
  const place = { kind: DEPLOYMENTS, namespace: 'shop', name: 'web', subresource: 'scale' }

  expect(objectPath(place)).toBe('/apis/apps/v1/namespaces/shop/deployments/web/scale')
})

test('a list over every namespace leaves the namespace out', () => {
  expect(objectPath({ kind: PODS })).toBe('/api/v1/pods')
})

test('a namespace is left out for a kind that has none', () => {
  const node = { ...PODS, resource: 'nodes', namespaced: false }

  expect(objectPath({ kind: node, namespace: 'shop', name: 'n1' })).toBe('/api/v1/nodes/n1')
})

test('an object without its namespace is refused rather than looked up elsewhere', () => {
  expect(() => objectPath({ kind: PODS, name: 'web' })).toThrow('without a namespace')
})

const ATTACKS = [
  '../secrets/db#',
  '..',
  '.',
  '',
  'a/b',
  '%2e%2e',
  'x?watch=1',
  'a'.repeat(300),
  'a\u0000b',
  'wеb', // a Cyrillic е
  'web\n',
  '__proto__',
  'web ',
]

describe('A1: a name that would leave its place in the path is refused and nothing is sent', () => {
  test.each(ATTACKS)('%j as the name of an object, a pod or a namespace', async (name) => {
    const { server, session } = await kubeSession()
    const { reader, writer } = session
    const target = { kind: DEPLOYMENTS, name, uid: 'u', generation: 1, labels: {} }
    const effect = { verb: 'patch', patch: [], inverse: [], changes: [], follow: 'none' } as const

    const failures = await Promise.all([
      failureOf(reader.get({ kind: PODS, namespace: 'shop', name }, KubeObject)),
      failureOf(reader.get({ kind: PODS, namespace: name, name: 'web' }, KubeObject)),
      failureOf(reader.list({ kind: PODS, namespace: name }, KubeObject)),
      failureOf(reader.table({ kind: PODS, namespace: name })),
      failureOf(reader.table({ kind: PODS, namespace: 'shop', name })),
      failureOf(reader.logs({ namespace: 'shop', pod: name })),
      failureOf(reader.logs({ namespace: name, pod: 'web' })),
      failureOf(reader.logs({ namespace: 'shop', pod: 'web', container: name })),
      failureOf(reader.review({ verb: 'get', kind: PODS, namespace: 'shop', name })),
      failureOf(
        writer.apply({ ...effect, target: { ...target, namespace: 'shop' } }, { dryRun: false }),
      ),
      failureOf(
        writer.apply(
          { ...effect, target: { ...target, name: 'web', namespace: name } },
          { dryRun: true },
        ),
      ),
    ])

    for (const error of failures) expect(error).toMatchObject({ code: 'bad-name' })
    expect(server.all).toEqual([])
  })
})

test('A1: whatever is typed as a name, the path keeps its shape or is refused', () => {
  assert(
    property(oneof(string(), constantFrom(...ATTACKS)), (name) => {
      let path: string
      try {
        path = objectPath({ kind: PODS, namespace: 'shop', name, subresource: 'log' })
      } catch {
        return
      }
      const url = new URL(path, 'https://cluster')
      expect(url.pathname.split('/').slice(0, 6).join('/')).toBe('/api/v1/namespaces/shop/pods')
      expect(url.pathname.split('/')).toHaveLength(8)
      expect(decodeURIComponent(url.pathname.split('/')[6] ?? '')).toBe(name)
      expect(url.search + url.hash).toBe('')
    }),
  )
})

test('A1: a kind from a lying server cannot change the path either', () => {
  expect(() => objectPath({ kind: { ...PODS, resource: '../secrets' } })).toThrow('cannot be part')
  expect(() => objectPath({ kind: { ...PODS, group: 'a/../b' } })).toThrow('cannot be part')
  expect(() => objectPath({ kind: { ...PODS, version: '..' } })).toThrow('cannot be part')
})
