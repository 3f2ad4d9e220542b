import { describe, expect, test } from 'vitest'
import { builtInKind, isClusterWide, matchKind } from '../../../rbac/matching/kind-words.ts'

describe('a word for a kind', () => {
  test.each([
    ['deploy', { kind: 'deployments', group: 'apps' }],
    ['po', { kind: 'pods', group: '' }],
    ['PVC', { kind: 'persistentvolumeclaims', group: '' }],
    ['deploy.apps', { kind: 'deployments', group: 'apps' }],
    ['rollouts.argoproj.io', { kind: 'rollouts', group: 'argoproj.io' }],
    ['widgets', { kind: 'widgets' }],
  ])('%s is known without a cluster as far as it is built in', (word, kind) => {
    expect(builtInKind(word)).toEqual(kind)
  })

  test.each([
    ['box', 'boxes', 'yes'],
    ['boxes', 'box', 'yes'],
    ['policy', 'policies', 'yes'],
    ['gateway', 'gateways', 'yes'],
    ['widget', 'gadgets', 'no'],
    ['events', 'events', 'yes'],
  ])('%s and %s: %s', (word, kind, match) => {
    expect(matchKind(word, { kind, group: kind === 'events' ? 'events.k8s.io' : 'x.io' })).toBe(
      match,
    )
  })

  test('without a group, a bare word matches and a full one only perhaps', () => {
    expect(matchKind('deployments', { kind: 'deployments' })).toBe('yes')
    expect(matchKind('deployments.apps', { kind: 'deployments' })).toBe('unsure')
  })
})

test('nodes are cluster-wide; a custom kind of that name may not be', () => {
  expect(isClusterWide(builtInKind('no'))).toBe(true)
  expect(isClusterWide({ kind: 'nodes', group: 'x.io' })).toBe(false)
  expect(isClusterWide({ kind: 'pods', group: '' })).toBe(false)
})
