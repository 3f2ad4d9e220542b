import { describe, expect, test } from 'vitest'
import { problemsIn } from '../policy.ts'

const KNOWN = {
  commands: ['get', 'scale', 'rollout status'],
  clusters: ['prod-eu', 'staging-eu'],
  environments: ['production', 'staging'],
  grantedRoles: ['operator'],
}

const problemsOf = (text: string) => problemsIn(text, KNOWN)

const rule = (rest: string, effect = 'allow') =>
  `roles: { platform: {}, operator: {}, nobody: {} }
bindings: { platform: { users: [U1AB, U2AB] } }
rules:
  - { name: it, effect: ${effect}, reason: because, ${rest} }
`

test('every wrong reference is told at once, with its line and the nearest right word', () => {
  const text = `
roles: { platform: {} }
bindings: { platfrom: {} }
rules:
  - name: one
    effect: allow
    reason: because
    commands: [scael]
    clusters: [prod-us]
    environments: [prod]
    roles: [platfrm]
  - { name: one, effect: allow, reason: again }
`
  expect(problemsOf(text)).toEqual([
    'policy.yaml:3: bindings.platfrom: there is no role "platfrom". Did you mean platform?',
    'policy.yaml:5: rules[0].name: two rules are called one',
    'policy.yaml:11: rules[0].roles[0]: there is no role "platfrm". Did you mean platform?',
    'policy.yaml:8: rules[0].commands[0]: there is no command "scael". Did you mean scale?',
    'policy.yaml:9: rules[0].clusters[0]: there is no cluster "prod-us". Did you mean prod-eu?',
    'policy.yaml:10: rules[0].environments[0]: there is no environment "prod". Did you mean production?',
    'policy.yaml:12: rules[1].name: two rules are called one',
  ])
})

test('a mistake in a when is told with the line inside its block', () => {
  const text = `rules:
  - name: one
    effect: deny
    reason: because
    when: |
      command == "scale" &&
      size.aftr == 0
`
  expect(problemsOf(text)).toEqual([
    'policy.yaml:7: rules[0].when: has no field size.aftr. Did you mean size.after?',
  ])
})

describe('approvals that could never happen are refused', () => {
  test.each([
    ['asking nobody in particular', rule('risk: [change]', 'ask'), 'needs approvers'],
    ['an empty list', rule('approvers: { users: [] }', 'ask'), 'names nobody'],
    [
      'a count of zero',
      rule('approvers: { users: [U1AB], count: 0 }', 'ask'),
      'expected 1 or more',
    ],
    [
      'more than there are people',
      rule('approvers: { users: [U1AB], count: 2 }', 'ask'),
      'only 1 can ever',
    ],
    [
      'more than hold the role',
      rule('approvers: { roles: [platform], count: 3 }', 'ask'),
      'only 2 can ever',
    ],
    ['a role that nobody holds', rule('approvers: { roles: [nobody] }', 'ask'), 'only 0 can ever'],
    [
      'only oneself',
      rule('users: [U1AB], approvers: { users: [U1AB] }', 'ask'),
      'nobody approves their own change',
    ],
    [
      'approvers without a question',
      rule('approvers: { users: [U1AB] }', 'deny'),
      'has no meaning',
    ],
  ])('%s', (_, text, said) => {
    expect(problemsOf(text).join('\n')).toContain(said)
  })

  test('a role that the identity settings give may have any number of people', () => {
    expect(problemsOf(rule('approvers: { roles: [operator], count: 5 }', 'ask'))).toEqual([])
  })
})

describe('what says nothing sensible is refused', () => {
  test.each([
    ['an unknown condition', rule('namespace: [shop]'), 'Did you mean namespaces'],
    ['an unknown effect', rule('risk: [read]', 'permit'), 'expected one of allow, ask, deny'],
    ['an empty list', rule('namespaces: []'), 'is too short, expected at least 1'],
    ['a word for a list', rule('namespaces: shop'), 'is "shop", expected a list'],
    ['a bad pattern', rule('namespaces: ["[a-z]"]'), 'is not a pattern'],
    ['a size that cannot be', rule('size: { toZero: true, moreThanTimes: 2 }'), 'can never hold'],
    ['an empty size', rule('size: {}'), 'says nothing'],
    ['both within and outside', rule('time: {}'), 'either within or outside'],
    ['a Slack group among Kubernetes groups', rule('groups: [S012OPS]'), 'bind it to a role'],
    ['a channel name', rule('channels: ["#ops"]'), 'not a Slack channel id'],
    ['the name of the default', rule('').replace('name: it', 'name: default'), 'choose another'],
    ['no rule at all', 'rules: []', 'is too short'],
    ['a name with spaces', rule('').replace('name: it', 'name: It is'), 'lower-case words'],
  ])('%s', (_, text, said) => {
    expect(problemsOf(text).join('\n')).toContain(said)
  })
})

test('a pattern with a wildcard may fit a cluster of tomorrow', () => {
  expect(problemsOf(rule('clusters: [dev-*], environments: ["test?"]'))).toEqual([])
})
