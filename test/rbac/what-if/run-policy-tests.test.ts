import { expect, test } from 'vitest'
import { commands } from '../../../commands/index.ts'
import { sayPolicyTests } from '../../../rbac/what-if/policy-tests-text.ts'
import { PolicyTestsDocument } from '../../../rbac/what-if/policy-tests.ts'
import { runPolicyTests } from '../../../rbac/what-if/run-policy-tests.ts'
import { readYaml } from '../../../src/config/yaml.ts'
import { policyFrom } from '../../support/policy.ts'

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
