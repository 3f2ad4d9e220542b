import { expect, test } from 'vitest'
import { tally } from '../../../src/core/held/tally.ts'
import type { Vote } from '../../../src/core/held/held-plan.ts'
import { group } from '../../support/approval-stage.ts'

const vote = (name: string, choice: Vote['choice'], ...groups: string[]): Vote => ({
  voter: { userId: `U-${name}`, teamId: 'T1', name, user: `${name}@k8s` },
  choice,
  at: '2026-03-02T10:00:00Z',
  groups,
})
const yes = (name: string, ...groups: string[]) => vote(name, 'approve', ...groups)
const no = (name: string, ...groups: string[]) => vote(name, 'deny', ...groups)

const one = [group('a')]
const two = [group('a', { approve: 2 })]
const both = [group('a', { approve: 2 }), group('b')]
const slowDeny = [group('a', { approve: 2, deny: 2 })]
const noDeny = [group('a', { deny: 0 })]
const denyInOne = [group('a', { deny: 0 }), group('b', { deny: 1 })]

test.each([
  ['no votes decide nothing', one, [], 'undecided'],
  ['one approval is enough where one is asked for', one, [yes('x', 'a')], 'approved'],
  ['one approval is not enough where two are', two, [yes('x', 'a')], 'undecided'],
  ['two people are', two, [yes('x', 'a'), yes('y', 'a')], 'approved'],
  ['one person twice is one person', two, [yes('x', 'a'), yes('x', 'a')], 'undecided'],
  ['the wrong group does not count', one, [yes('x', 'b')], 'undecided'],
  ['a vote without groups does not count', one, [yes('x')], 'undecided'],
  ['one satisfied group of two is not enough', both, [yes('x', 'a'), yes('y', 'a')], 'undecided'],
  ['the other group alone is not enough', both, [yes('x', 'b')], 'undecided'],
  ['both groups are', both, [yes('x', 'a'), yes('y', 'a'), yes('z', 'b')], 'approved'],
  ['somebody in both counts in both', both, [yes('x', 'a', 'b'), yes('y', 'a')], 'approved'],
  ['one denial ends it', one, [no('x', 'a')], 'denied'],
  ['deny outweighs approve', one, [yes('y', 'a'), no('x', 'a')], 'denied'],
  ['deny outweighs a later approve', one, [no('x', 'a'), yes('y', 'a')], 'denied'],
  ['one denial is not enough where two are asked for', slowDeny, [no('x', 'a')], 'undecided'],
  [
    'a denial below its number does not hinder',
    slowDeny,
    [no('x', 'a'), yes('y', 'a'), yes('z', 'a')],
    'approved',
  ],
  ['two denials end it', slowDeny, [no('x', 'a'), no('y', 'a')], 'denied'],
  ['a group that cannot deny does not', noDeny, [no('x', 'a')], 'undecided'],
  ['any group may end it', denyInOne, [yes('x', 'a'), no('y', 'b')], 'denied'],
  ['the denial of a group without that right waits', denyInOne, [no('x', 'a')], 'undecided'],
  ['whoever thinks again replaces the vote', one, [no('x', 'a'), yes('x', 'a')], 'approved'],
  ['also the other way', one, [yes('x', 'a'), no('x', 'a')], 'denied'],
  ['without groups nothing is approved', [], [yes('x', 'a')], 'undecided'],
  ['nobody is enough for nothing', [group('a', { approve: 0 })], [], 'undecided'],
  ['a denial from the wrong group does not count', one, [no('x', 'b')], 'undecided'],
] as const)('%s', (_title, groups, votes, decision) => {
  expect(tally(groups, votes).decision).toBe(decision)
})

test('two Slack accounts of one Kubernetes user are one vote', () => {
  const account = (userId: string): Vote => {
    const given = yes('x', 'a')
    return { ...given, voter: { ...given.voter, userId } }
  }
  expect(tally(two, [account('U1'), account('U2')]).decision).toBe('undecided')
})

test('one Slack account that became another Kubernetes user is one vote', () => {
  const mapped = (user: string): Vote => {
    const given = yes('x', 'a')
    return { ...given, voter: { ...given.voter, user } }
  }
  expect(tally(two, [mapped('x@k8s'), mapped('y@k8s')]).decision).toBe('undecided')
})
