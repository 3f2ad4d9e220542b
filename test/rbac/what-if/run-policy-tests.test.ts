import { expect, test } from 'vitest'
import { commands } from '../../../commands/index.ts'
import { sayPolicyTests } from '../../../rbac/what-if/policy-tests-text.ts'
import { PolicyTestsDocument } from '../../../rbac/what-if/policy-tests.ts'
import { runPolicyTests } from '../../../rbac/what-if/run-policy-tests.ts'
import { readYaml } from '../../../src/config/yaml.ts'
import { policyFrom } from '../policy.ts'

const policy = policyFrom(`
roles: { platform: {}, night: {} }
bindings: { platform: { usergroups: [S012PLAT] } }
rules:
  - { name: looks, effect: allow, reason: everybody looks, risk: [read] }
  - { name: no-secrets, effect: deny, reason: no secrets, kinds: [secrets] }
  - { name: platform, effect: allow, reason: platform, roles: [platform], risk: [change, danger], environments: [production] }
  - name: nights
    effect: deny
    reason: not at night
    risk: [danger]
    time: { within: [{ zone: Europe/Berlin, from: '22:00', to: '06:00' }] }
  - { name: critical, effect: ask, reason: two people, labels: { tier: critical }, risk: [change], approvers: { roles: [platform] } }
`)

const clusters = [{ name: 'prod-eu', environment: 'production' }]

function run(text: string) {
  const source = readYaml({ file: 'policy.test.yaml', text }, PolicyTestsDocument)
  return runPolicyTests(source, { policy, commands, clusters })
}

const kinds = (text: string) =>
  run(text).map(({ verdict }) => `${verdict.kind} ${verdict.rule.name}`)

test('cases are asked in words or in facts, and judged by the bot’s own engine', () => {
  const results = run(`
tests:
  - { name: a, words: get pods -n shop, expect: allow, rule: looks }
  - { name: b, words: 'get pods,secrets -n shop', expect: deny, rule: no-secrets }
  - { name: c, command: get, kind: secret, namespace: shop, expect: deny }
  - { name: d, as: { usergroups: [S012PLAT] }, words: restart deploy/web, cluster: prod-eu, expect: allow }
  - { name: e, as: { roles: [platform] }, words: restart deploy/web, cluster: other, expect: deny, rule: default }
  - { name: f, as: { roles: [platform] }, words: scale deploy/web 0 -c prod-eu, at: '2026-11-18T22:30:00Z', expect: deny, rule: nights }
  - { name: g, as: { roles: [platform] }, words: scale deploy/web 0 -c prod-eu, expect: allow }
  - { name: h, as: { roles: [platform] }, words: restart deploy/web, labels: { tier: critical }, cluster: prod-eu, expect: ask }
`)
  expect(results.map(({ name, passed }) => [name, passed])).toEqual(
    'abcdefgh'.split('').map((name) => [name, true]),
  )
})

test('labels that a case does not give are not there for a change, and not known for a query', () => {
  const both = `tests:
  - { name: a, as: { roles: [platform] }, words: restart deploy/web, cluster: prod-eu, expect: allow }
  - { name: b, words: get deploy/web, risk: read, expect: allow, labels: { tier: critical } }
`
  expect(kinds(both)).toEqual(['allow platform', 'allow looks'])
})

test('a case that fails is told with its line, what was expected, and the whole explanation', () => {
  const results = run(`tests:\n  - { name: nobody looks, words: get pods, expect: deny }\n`)
  expect(results[0]).toMatchObject({
    passed: false,
    line: 2,
    expected: 'deny',
    got: 'allow by looks',
  })
  const said = sayPolicyTests(results)
  expect(said).toContain('✕ nobody looks (line 2): expected deny, got allow by looks')
  expect(said).toContain('    ✓ looks       allow  applies')
  expect(said).toMatch(/0 passed, 1 failed$/)
})

test('cases that cannot be asked are all told at once', () => {
  expect(() =>
    run(
      'tests:\n  - { name: a, words: scael deploy/web 1, expect: deny }\n  - { name: b, command: gte, expect: deny }\n',
    ),
  ).toThrow(
    expect.objectContaining({
      problems: [
        'policy.test.yaml:2: tests[0]: There is no command scael.',
        'policy.test.yaml:3: tests[1]: There is no command gte.',
      ],
    }),
  )
})

const asking = policyFrom(`
roles: { platform: {}, shop-owners: {} }
rules:
  - { name: all, effect: allow, reason: fine }
  - { name: jumps, effect: ask, reason: a jump, size: { moreThanTimes: 2 }, approvers: { roles: [platform], count: 2 }, waitFor: 30m, channel: C012PLAT }
  - { name: why, effect: ask, reason: say why, risk: [danger], confirm: object, requireReason: { pattern: 'INC-[0-9]+', hint: the incident } }
  - { name: owners, effect: ask, reason: owned, namespaces: [owned-*], approvers: { owners: { annotation: owners } } }
`)

function runAsking(cases: string) {
  const source = readYaml(
    { file: 'policy.test.yaml', text: `tests:\n${cases}` },
    PolicyTestsDocument,
  )
  return runPolicyTests(source, { policy: asking, commands })
}

test('a case says which groups must agree, what must be typed, and whether a reason is wanted', () => {
  const results = runAsking(`
  - { name: a, words: scale deploy/web 9, size: { before: 1, after: 9 }, expect: ask, groups: [platform], reason: false }
  - { name: b, words: scale deploy/web 0, expect: ask, groups: [], confirm: object, reason: true }
  - { name: c, words: restart deploy/web -n owned-one, annotations: { owners: 'U1AB, shop-owners' }, expect: ask, rule: owners, groups: [owners] }
  - { name: d, words: restart deploy/web -n owned-one, expect: deny, rule: owners }
  - { name: e, words: scale deploy/web 9 -n owned-one, size: { before: 1, after: 9 }, annotations: { owners: U1AB }, expect: ask, groups: [owners, platform] }
`)
  expect(results.map(({ name, passed }) => [name, passed])).toEqual(
    'abcde'.split('').map((name) => [name, true]),
  )
})

test('a case with the wrong groups fails, and is told with what the request would need', () => {
  const said = sayPolicyTests(
    runAsking(`
  - { name: one, words: scale deploy/web 9, size: { before: 1, after: 9 }, expect: ask, groups: [owners] }
  - { name: two, words: scale deploy/web 0, expect: ask, confirm: cluster }
`),
  )
  expect(said).toContain('✕ one (line 3): expected ask, of owners, got ask by jumps, of platform')
  expect(said).toContain('needs: 2 of platform; 1 of them can end it')
  expect(said).toContain('waits 30 min, then begins within 15 min; card in C012PLAT')
  expect(said).toContain(
    'expected ask, confirming the cluster, got ask by why, confirming the object',
  )
  expect(said).toContain(
    "from the requester: a reason that holds INC-[0-9]+ (the incident), the object's name, typed",
  )
})

test('groups in a case that expects no question are refused', () => {
  expect(() => runAsking('  - { name: a, words: get pods, expect: deny, groups: [x] }\n')).toThrow(
    'must be ask where groups, confirm or reason are given',
  )
})
