import { describe, expect, test } from 'vitest'
import { createJudge } from '../../../rbac/judge.ts'
import type { Facts } from '../../../src/core/judge.ts'
import { actor, facts, policyFrom } from '../policy.ts'

const AROUND = `
contact: the platform team
roles: { platform: {}, shop-owners: {}, lone: {} }
bindings:
  platform: { usergroups: [S012PLAT] }
  shop-owners: { groups: ['teams:shop'] }
  lone: { users: [U012JANE] }
onCall:
  primary: { usergroup: S012DUTY }
  weekend: { users: [U034KIM] }
`
const ask = (rest: string, name = 'asks') =>
  `  - { name: ${name}, effect: ask, reason: ${name} because, ${rest} }\n`

function verdictOf(rules: string, given: Partial<Facts> = {}) {
  const judge = createJudge(policyFrom(`${AROUND}rules:\n${rules}`, { grantedRoles: [] }))
  return judge.judge(facts({ command: 'scale', risk: 'change', ...given }))
}

function requirementOf(rules: string, given: Partial<Facts> = {}) {
  const verdict = verdictOf(rules, given)
  if (verdict.kind === 'ask') return verdict.requirement
  throw new Error(`${verdict.kind}: ${verdict.reason}`)
}

const target = (given: Facts['target']) => ({
  target: { kind: 'deployments', group: 'apps', namespace: 'shop', name: 'web', ...given },
})
const NOBODY = { roles: [], users: [], groups: [], usergroups: [] }
const ALLOW = '  - { name: allows, effect: allow, reason: fine }\n'

describe('what a rule asks', () => {
  test('is one approval of one group, an hour to wait and a quarter to begin, unless it says more', () => {
    expect(requirementOf(ask('approvers: { roles: [platform] }'))).toEqual({
      groups: [{ ...NOBODY, name: 'platform', approve: 1, deny: 1, roles: ['platform'] }],
      waitMs: 3_600_000,
      useMs: 900_000,
    })
  })

  test('is told whole: groups, reason, confirmation, times, channel', () => {
    const rest = `approvers: [{ name: two, roles: [platform], users: [U1AB], count: 2, deny: 0 }, { name: sre, groups: ['k8s:sre'], usergroups: [S012SRE] }],
      requireReason: { pattern: 'INC-[0-9]+', hint: the incident }, confirm: cluster, waitFor: 2h, useWithin: 5m, channel: C012OPS`
    expect(requirementOf(ask(rest))).toEqual({
      groups: [
        { ...NOBODY, name: 'two', approve: 2, deny: 0, roles: ['platform'], users: ['U1AB'] },
        {
          ...NOBODY,
          name: 'sre',
          approve: 1,
          deny: 1,
          groups: ['k8s:sre'],
          usergroups: ['S012SRE'],
        },
      ],
      reason: { patterns: ['INC-[0-9]+'], hint: 'the incident' },
      confirm: 'cluster',
      waitMs: 7_200_000,
      useMs: 300_000,
      channel: 'C012OPS',
    })
  })

  test('names whoever is on duty: a user group that the pager keeps, or people', () => {
    const { groups } = requirementOf(
      ask('approvers: [{ onCall: primary }, { name: weekend, onCall: weekend }]'),
    )
    expect(groups).toMatchObject([
      { name: 'on-call', usergroups: ['S012DUTY'], users: [] },
      { name: 'weekend', usergroups: [], users: ['U034KIM'] },
    ])
  })

  test('is put together where several rules ask, with the first rule and every reason named', () => {
    const rules =
      ask('approvers: { roles: [platform] }, waitFor: 30m', 'one') +
      ask('approvers: { roles: [shop-owners] }, confirm: object', 'two') +
      ask('requireReason: true', 'three')
    const verdict = verdictOf(rules)
    expect(verdict).toMatchObject({
      kind: 'ask',
      rule: { name: 'one' },
      reason: 'one because; two because; three because',
      approvers: ['platform', 'shop-owners'],
      requirement: { confirm: 'object', reason: { patterns: [] }, waitMs: 1_800_000 },
    })
  })
})

test('a rule that says no times leaves them to the others; of two that do the shorter counts', () => {
  const usual = ask('approvers: { roles: [platform] }', 'usual')
  const long = ask('approvers: { roles: [platform] }, waitFor: 8h', 'long')
  const short = ask('requireReason: true, waitFor: 20m, useWithin: 20m', 'short')
  expect(requirementOf(usual + long)).toMatchObject({ waitMs: 28_800_000, useMs: 900_000 })
  expect(requirementOf(long + short)).toMatchObject({ waitMs: 1_200_000, useMs: 1_200_000 })
})

describe('to be asked for a reason or a name only gives nobody a right', () => {
  const OWN = ask('requireReason: true', 'own')

  test('nobody may do what only such a rule speaks of', () => {
    expect(verdictOf(OWN)).toMatchObject({ kind: 'deny', rule: { name: 'default' } })
  })

  test('who is allowed, or may ask somebody, is asked for it as well', () => {
    expect(verdictOf(OWN + ALLOW)).toMatchObject({
      kind: 'ask',
      approvers: [],
      requirement: { groups: [] },
    })
    const others = ask('approvers: { roles: [platform] }', 'others')
    expect(verdictOf(OWN + others)).toMatchObject({ kind: 'ask', approvers: ['platform'] })
  })

  test('help does not offer what only such a rule speaks of', () => {
    const could = (rules: string) =>
      createJudge(policyFrom(`${AROUND}rules:\n${rules}`)).could(facts({ risk: 'change' }))
    expect(could(OWN)).toBe(false)
    expect(could(OWN + ALLOW)).toBe(true)
  })
})

describe('owners of the object', () => {
  const BY_LABEL = ask("approvers: { owners: { label: team, role: '{value}-owners' } }")
  const BY_LIST = ask('approvers: { owners: { annotation: deckwatch.io/owners } }')
  const owned = (owners: string) => target({ annotations: { 'deckwatch.io/owners': owners } })

  test('are the role that a label names', () => {
    const { groups } = requirementOf(BY_LABEL, target({ labels: { team: 'shop' } }))
    expect(groups).toEqual([
      { ...NOBODY, name: 'owners', approve: 1, deny: 1, roles: ['shop-owners'] },
    ])
  })

  test('are people, Slack user groups and roles that an annotation lists; other words do not count', () => {
    const { groups } = requirementOf(
      BY_LIST,
      owned(' U034KIM, S012SHOP,shop-owners, @kim, nobody ,'),
    )
    expect(groups).toMatchObject([
      { users: ['U034KIM'], usergroups: ['S012SHOP'], roles: ['shop-owners'] },
    ])
  })

  test.each([
    ['has no such label', BY_LABEL, target({ labels: {} }), 'has no owner: set its label team to'],
    ['has an empty one', BY_LIST, owned(' '), 'set its annotation deckwatch.io/owners to Slack'],
    [
      'names a team that policy does not know',
      BY_LABEL,
      target({ labels: { team: 'ghosts' } }),
      'the label team of deployments/web (ghosts) names nobody',
    ],
    [
      'names a role that every object has',
      BY_LABEL,
      target({ labels: { team: 'constructor' } }),
      'names nobody',
    ],
    ['names words only', BY_LIST, owned('kim, the shop'), 'names nobody that policy knows'],
    ['was not read', BY_LIST, target({}), 'is not known'],
    ['is none at all', BY_LIST, { target: undefined }, 'is not known'],
    [
      'names only the one who asks',
      BY_LIST,
      owned('U012JANE'),
      'besides you that group has 0: nobody approves their own change',
    ],
    [
      'names only the one who asks, by a role',
      BY_LIST,
      owned('lone'),
      'besides you that group has 0',
    ],
  ])('an object that %s is not asked about in vain: it is denied', (_, rules, given, said) => {
    const { target: _t, ...bare } = facts({ command: 'scale', risk: 'change' })
    const asked = given.target === undefined ? bare : { ...bare, ...given }
    const judge = createJudge(policyFrom(`${AROUND}rules:\n${rules}`, { grantedRoles: [] }))
    const verdict = judge.judge(asked)
    expect(verdict).toMatchObject({
      kind: 'deny',
      rule: { name: 'asks' },
      contact: 'the platform team',
    })
    expect(verdict.reason).toContain(said)
  })

  test('are stood in for where the group names others too', () => {
    const rules = ask('approvers: { roles: [platform], owners: { label: team } }')
    expect(requirementOf(rules, target({ labels: {} })).groups).toMatchObject([
      { name: 'owners', roles: ['platform'] },
    ])
  })

  test('cannot fill the answer with their list', () => {
    const { reason } = verdictOf(BY_LIST, owned('x'.repeat(100_000)))
    expect(reason.length).toBeLessThan(400)
    const many = Array.from({ length: 5000 }, (_, i) => `U0${i}`).join()
    expect(requirementOf(BY_LIST, owned(many)).groups[0]?.users).toHaveLength(50)
  })
})

test('whoever is the only one of a group asks in vain, and is told at once', () => {
  const rules = ask('approvers: { users: [U012JANE, U034KIM], count: 2 }')
  expect(verdictOf(rules)).toMatchObject({ kind: 'deny', rule: { name: 'asks' } })
  expect(verdictOf(rules, { actor: actor({ userId: 'U056LEE' }) })).toMatchObject({ kind: 'ask' })
})
