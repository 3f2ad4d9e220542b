import { expect, test } from 'vitest'
import { adviseOn } from '../../../rbac/policy/policy-advice.ts'
import { PolicyDocument } from '../../../rbac/policy/policy.ts'
import { readYaml } from '../../../src/config/yaml.ts'

const TOP = `roles: { dev: {}, lead: {} }
bindings: { dev: { users: [U1AB] }, lead: { users: [U1AB] } }
rules:
  - { name: devs, effect: allow, reason: r, roles: [dev, lead], namespaces: [shop, search] }
`
const advice = (more = '', top = TOP) =>
  adviseOn(readYaml({ file: 'p.yaml', text: `${top}${more}` }, PolicyDocument), {
    grantedRoles: [],
    mapped: ['U1AB'],
  }).map(({ id, said }) => `${id} ${said}`)

test('a policy in which every rule can matter gets no advice', () => {
  expect(advice()).toEqual([])
})

test.each([
  [
    'a narrower allow',
    'effect: allow, reason: r, roles: [dev], namespaces: [shop]',
    'devs allows all',
  ],
  [
    'the same allow',
    'effect: allow, reason: r, roles: [lead, dev], namespaces: [search, shop]',
    'devs allows all',
  ],
])('%s adds nothing', (_what, rule, why) => {
  expect(advice(`  - { name: x, ${rule} }\n`)).toEqual([
    `rule-shadowed p.yaml:5: rule x decides nothing: ${why} that it allows`,
  ])
})

test.each([
  ['another namespace', 'effect: allow, reason: r, roles: [dev], namespaces: [prod]'],
  ['no namespaces at all', 'effect: allow, reason: r, roles: [dev]'],
  [
    'a question about part of it',
    'effect: ask, reason: r, roles: [dev], namespaces: [shop], confirm: object',
  ],
  ['a denial of part of it', 'effect: deny, reason: r, roles: [dev], namespaces: [shop]'],
])('%s is not shadowed', (_what, rule) => {
  expect(advice(`  - { name: x, ${rule} }\n`)).toEqual([])
})

test('what is denied as a whole is never allowed, wherever the denial stands', () => {
  expect(
    advice('  - { name: never, effect: deny, reason: r, namespaces: [shop, search] }\n'),
  ).toEqual([
    'rule-shadowed p.yaml:4: rule devs decides nothing: never denies all that it is about',
  ])
})

test('roles that nobody holds, that nothing names, and approvers who are not mapped', () => {
  const more = `  - { name: x, effect: allow, reason: r, roles: [ghost] }
  - { name: y, effect: ask, reason: r, risk: [danger], approvers: { users: [U9ZZ] } }
`
  expect(advice(more, TOP.replace('lead: {} }', 'lead: {}, ghost: {}, idle: {} }'))).toEqual([
    'rule-unreachable p.yaml:5: rule x never applies: nobody holds ghost',
    'role-unused p.yaml:1: no rule speaks of the role idle',
    'approver-unmapped p.yaml:6: U9ZZ, whom y asks, has no Kubernetes user',
  ])
})
