import { describe, expect, test } from 'vitest'
import type { Known } from '../../../rbac/policy/known.ts'
import { policyFor } from '../../../rbac/policy/policy-for.ts'
import { readYaml } from '../../../src/config/yaml.ts'
import { policyFrom, problemsIn } from '../policy.ts'

const KNOWN: Known = {
  clusters: ['prod-eu'],
  grantedRoles: ['operator'],
  usergroups: ['S012OPS'],
  channels: ['C012OPS'],
}

const problemsOf = (text: string) => problemsIn(text, KNOWN)

const TOP = `roles: { platform: {}, operator: {}, nobody: {}, lead: {} }
bindings: { platform: { users: [U1AB, U2AB] }, lead: { users: [U1AB] } }
onCall: { primary: { users: [U3AB] } }
`
const ask = (rest: string) => `${TOP}rules: [{ name: it, effect: ask, reason: because, ${rest} }]\n`
const FREEZE = 'windows: [{ zone: UTC, days: [sat] }]'
const freeze = (rest: string) =>
  `${TOP}rules: [{ name: it, effect: allow, reason: because }]
freezes: [{ name: ice, reason: because, ${rest} }]\n`
const glass = (rest: string) =>
  `${TOP}rules: [{ name: it, effect: allow, reason: because }]
breakGlass: { channel: C012OPS, ${rest} }\n`

test('every form of approvers that can happen is accepted', () => {
  const forms = [
    'approvers: { roles: [platform], users: [U9AB], count: 2 }',
    'approvers: [{ roles: [platform], count: 2, deny: 2 }, { name: two, onCall: primary }]',
    'approvers: { owners: { annotation: deckwatch.io/owners }, count: 3 }',
    "approvers: { owners: { label: team, role: '{value}-owners' } }",
    "approvers: { groups: ['k8s:sre'], usergroups: [S012OPS], count: 9 }",
    'approvers: { roles: [operator], count: 9, deny: 0 }',
    'requireReason: true',
    "requireReason: { pattern: 'INC-[0-9]+', hint: the incident }, confirm: object",
    'approvers: { roles: [platform] }, waitFor: 1m, useWithin: 24h, channel: C012OPS',
  ]
  expect(forms.flatMap((form) => problemsOf(ask(form)))).toEqual([])
})

test.each([
  ['nothing asked for', 'risk: [change]', 'needs approvers, requireReason or confirm'],
  ['a group of nobody', 'approvers: [{ name: a, count: 2 }]', 'approvers[0]: names nobody'],
  ['an empty list of groups', 'approvers: []', 'is too short, expected at least 1'],
  [
    'one name twice',
    'approvers: [{ roles: [platform] }, { name: platform, users: [U9AB] }]',
    'two groups are called platform: give each a name',
  ],
  [
    'a count that the second group cannot have',
    'approvers: [{ roles: [operator] }, { name: two, onCall: primary, count: 2 }]',
    'approvers[1].count: wants 2, but only 1 can ever approve',
  ],
  [
    'a denial that cannot come',
    'approvers: { roles: [platform], deny: 3 }',
    'approvers.deny: wants 3, but only 2 can ever deny',
  ],
  [
    'a role whose only holder asks',
    'roles: [lead], approvers: { roles: [lead] }',
    'U1AB could never get this approved',
  ],
  [
    'an unknown on-call list',
    'approvers: { onCall: primry }',
    'no on-call list "primry". Did you mean primary?',
  ],
  ['an unknown role', 'approvers: { roles: [platfrm] }', 'approvers.roles[0]: there is no role'],
  ['an unknown user group', 'approvers: { usergroups: [S012OPZ] }', 'no user group "S012OPZ"'],
  ['an unknown channel', 'requireReason: true, channel: C012OPZ', 'no channel "C012OPZ"'],
  ['a wrong key', 'approvers: [{ role: [platform] }]', 'Did you mean roles'],
  ['owners nowhere', 'approvers: { owners: {} }', 'either annotation or label'],
  [
    'a role for an annotation',
    "approvers: { owners: { annotation: a/b, role: 'x-{value}' } }",
    'goes with label',
  ],
  ['a role for everybody', 'approvers: { owners: { label: a, role: platform } }', 'with {value}'],
  ['a pattern that RE2 does not know', "requireReason: { pattern: '(?=x)' }", 'RE2'],
  ['no reason wanted', 'requireReason: false', 'fits none of the allowed forms'],
  ['too long a wait', 'confirm: object, waitFor: 8d', 'waitFor: expected between 1m and 7d'],
  ['too short a use', 'confirm: object, useWithin: 30s', 'expected between 1m and 24h'],
  ['no duration', 'confirm: object, waitFor: soon', 'a duration such as'],
  ['a wrong confirmation', 'confirm: namespace', 'expected one of object, cluster'],
])('%s is refused', (_, rest, said) => {
  expect(problemsOf(ask(rest)).join('\n')).toContain(said)
})

test.each([
  ['bindings', 'bindings: { platform: { usergroups: [S1AB] } }\n', '', true],
  ['whoever is on duty', 'onCall: { primary: { usergroup: S1AB } }\n', '', true],
  ['a group of approvers', '', 'approvers: { usergroups: [S1AB] }', true],
  ['an annotation that may name one', '', 'approvers: { owners: { annotation: a } }', true],
  ['people and roles', '', 'approvers: { roles: [platform], users: [U1AB] }', false],
])('whether Slack user groups must be read is known of %s', (_, top, rest, needed) => {
  const rule = `{ name: it, effect: ask, reason: r, confirm: object, ${rest} }`
  const text = `roles: { platform: {} }\n${top}rules: [${rule}]\n`
  expect(policyFrom(text).needsUsergroups).toBe(needed)
})

test('what only a question can have is refused in other rules, key by key', () => {
  const text = `${TOP}rules: [{ name: it, effect: allow, reason: r, confirm: object, waitFor: 1h }]`
  expect(problemsOf(text)).toEqual([
    'policy.yaml:4: rules[0].confirm: has no meaning in a rule that allows',
    'policy.yaml:4: rules[0].waitFor: has no meaning in a rule that allows',
  ])
})

describe('freezes', () => {
  test.each([
    ['that deny', `effect: deny, ${FREEZE}, clusters: [prod-eu], exceptRoles: [platform]`],
    ['that ask', `effect: ask, ${FREEZE}, approvers: { roles: [platform] }`],
  ])('%s are accepted', (_, rest) => {
    expect(problemsOf(freeze(rest))).toEqual([])
  })

  test.each([
    ['without approvers', `effect: ask, ${FREEZE}, confirm: object`, 'needs approvers'],
    ['that allow', `effect: allow, ${FREEZE}`, 'expected one of ask, deny'],
    ['without windows', 'effect: deny', 'windows: is missing'],
    [
      'that never hold',
      'effect: deny, windows: [{ zone: UTC, days: [mon], firstDay: 2026-11-21, lastDay: 2026-11-22 }]',
      'can never hold: none of them is between firstDay and lastDay',
    ],
    ['about reads', `effect: deny, ${FREEZE}, risk: [read]`, 'unknown key'],
    ['on an unknown cluster', `effect: deny, ${FREEZE}, clusters: [prod-us]`, 'no cluster'],
  ])('%s are refused', (_, rest, said) => {
    expect(problemsOf(freeze(rest)).join('\n')).toContain(said)
  })

  test('with the name of a rule are refused', () => {
    const text = freeze(`effect: deny, ${FREEZE}`).replace('name: ice', 'name: it')
    expect(problemsOf(text)).toEqual([
      'policy.yaml:4: rules[0].name: two rules are called it',
      'policy.yaml:5: freezes[0].name: two rules are called it',
    ])
  })
})

describe('break-glass', () => {
  test('with somebody else to review it is accepted', () => {
    expect(problemsOf(glass('roles: [platform], reviewers: { roles: [operator] }'))).toEqual([])
    expect(problemsOf(glass('roles: [lead], reviewers: { users: [U1AB, U2AB] }'))).toEqual([])
  })

  test.each([
    ['for nobody', 'reviewers: { roles: [operator] }', 'names nobody: give roles or users'],
    ['without reviewers', 'roles: [platform]', 'reviewers: is missing'],
    ['reviewed by nobody', 'roles: [platform], reviewers: {}', 'needs a review by somebody else'],
    [
      'reviewed by its only user',
      'users: [U1AB], reviewers: { roles: [lead] }',
      'U1AB may use it and is the only reviewer',
    ],
    [
      'reviewed by one of its users alone',
      'roles: [platform], reviewers: { users: [U1AB] }',
      'U1AB may use it and is the only reviewer',
    ],
    ['with an unknown role', 'roles: [x], reviewers: { roles: [operator] }', 'no role "x"'],
  ])('%s is refused', (_, rest, said) => {
    expect(problemsOf(glass(rest)).join('\n')).toContain(said)
  })

  test('is a name of the program’s own', () => {
    const text = `${TOP}rules: [{ name: break-glass, effect: allow, reason: r }]`
    expect(problemsOf(text).join()).toContain('choose another')
  })
})

test.each([
  ['undoWithin: 31d', 'terms.undoWithin: expected between 1m and 30d'],
  ['temporaryUpTo: never', 'a duration such as'],
  ['scheduleahead: 1d', 'Did you mean scheduleAhead'],
])('terms of %s are refused', (terms, said) => {
  const text = `${TOP}rules: [{ name: it, effect: allow, reason: r }]\nterms: { ${terms} }\n`
  expect(problemsOf(text).join('\n')).toContain(said)
})

test('a broken freeze and a wrong reference in a rule are told at once', () => {
  const text = `rules: [{ name: it, effect: allow, reason: r, clusters: [prod-us] }]
freezes: [{ name: ice, effect: deny, reason: r, windows: [] }]\n`
  const read = () => readYaml({ text, file: 'policy.yaml' }, policyFor(KNOWN))
  expect(read).toThrow(
    expect.objectContaining({
      problems: [
        'policy.yaml:1: rules[0].clusters[0]: there is no cluster "prod-us". Did you mean prod-eu?',
        'policy.yaml:2: freezes[0].windows: is too short, expected at least 1',
      ],
    }),
  )
})
