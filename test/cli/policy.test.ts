import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../../src/cli/program.ts'
import { fakeHost } from '../support/fake-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const CONFIG = `
clusters:
  - { name: prod, environment: production }
  - { name: staging, environment: staging }
channels: { C0123456789: { cluster: prod, namespace: shop } }
identity: { users: { U0123456789: { user: anna@example.com, roles: [developer] } } }
policy: policy.yaml
`
const POLICY = `
contact: the platform team
roles: { developer: {}, platform: {} }
rules:
  - { name: look, effect: allow, reason: everybody may look, risk: [read] }
  - name: shop
    effect: allow
    reason: developers run the shop
    roles: [developer]
    namespaces: [shop]
    commands: [scale]
  - name: no-zero
    effect: deny
    reason: zero takes the shop down
    environments: [production]
    size: { toZero: true }
`
const CASES = `
tests:
  - name: developers scale the shop
    as: { roles: [developer] }
    words: scale deploy/web 5 -n shop
    cluster: prod
    expect: allow
    rule: shop
  - name: nobody scales it to zero
    as: { roles: [developer] }
    words: scale deploy/web 0 -n shop
    cluster: prod
    expect: deny
    rule: no-zero
`

async function policy(command: string, args: readonly string[], cases = CASES, rules = POLICY) {
  const folder = temporaryFolder({
    'deckwatch.yaml': CONFIG,
    'policy.yaml': rules,
    'cases.yaml': cases,
  })
  const config = ['--config', join(folder, 'deckwatch.yaml')]
  const placed = args.map((arg) => arg.replace('cases.yaml', join(folder, 'cases.yaml')))
  const host = fakeHost(['policy', command, ...config, ...placed])
  return { code: await runCli(host), stdout: host.stdout(), stderr: host.stderr() }
}

const asAnna = ['--as', 'anna@example.com']
const zero = ['--', 'scale', 'deploy/web', '0', '-n', 'shop']

test('explain names the rule that denies, its reason, and whom to ask', async () => {
  const { code, stdout } = await policy('explain', [...asAnna, '--cluster', 'prod', ...zero])

  expect(code).toBe(0)
  expect(stdout).toContain('deny by no-zero (policy line')
  expect(stdout).toContain('zero takes the shop down')
  expect(stdout).toContain('ask: the platform team')
})

test('the same words are allowed where the rule does not reach', async () => {
  const { stdout } = await policy('explain', [
    ...asAnna,
    ...zero.slice(0, -2),
    '-n',
    'shop',
    '-c',
    'staging',
  ])

  expect(stdout).toContain('allow by shop')
})

test('a channel brings its cluster and its namespace', async () => {
  const inChannel = [...asAnna, '--channel', 'C0123456789', '--', 'scale', 'deploy/web', '3']

  const { stdout } = await policy('explain', inChannel)

  expect(stdout).toContain('in shop, on prod (production)')
  expect(stdout).toContain('allow by shop')
})

test('what cannot be known without a cluster is said', async () => {
  const sized = [...asAnna, '--cluster', 'prod', '--replicas-now', '4', ...zero]

  expect((await policy('explain', [...asAnna, '--cluster', 'prod', ...zero])).stdout).toContain(
    'assumed: 1 replica runs now',
  )
  expect((await policy('explain', sized)).stdout).not.toContain('assumed')
})

test('with several clusters and none meant, nothing is guessed', async () => {
  const { code, stderr } = await policy('explain', [...asAnna, ...zero])

  expect(code).toBe(2)
  expect(stderr).toContain('Which cluster?')
})

test.each([
  ['somebody unknown', ['--as', 'ana@example.com', '--', 'get', 'pods'], 'anna@example.com'],
  ['an unknown command', [...asAnna, '--', 'scael', 'deploy/web', '3'], 'scale'],
  ['an unknown cluster', [...asAnna, '--cluster', 'prd', '--', 'get', 'pods'], 'prod'],
])('%s is answered with the right one', async (_, args, right) => {
  const { code, stderr } = await policy('explain', args)

  expect(code).toBe(2)
  expect(stderr).toContain(`Did you mean: ${right}`)
})

test('policy tests that pass are fine', async () => {
  const { code, stdout } = await policy('test', ['cases.yaml'])

  expect(stdout).toContain('2 passed, 0 failed')
  expect(code).toBe(0)
})

test('a case about somebody of the identity map has what the map gives', async () => {
  const cases = CASES.replace('{ roles: [developer] }', '{ slackId: U0123456789 }')

  const { code, stdout } = await policy('test', ['cases.yaml'], cases)

  expect(stdout).toContain('✓ developers scale the shop')
  expect(code).toBe(0)
})

test('a policy test that fails is wrong, and says what it got', async () => {
  const cases = CASES.replace('expect: deny', 'expect: ask').replace('rule: no-zero', '')

  const { code, stdout } = await policy('test', ['cases.yaml'], cases)

  expect(code).toBe(1)
  expect(stdout).toContain('expected ask, got deny by no-zero')
  expect(stdout).toContain('1 passed, 1 failed')
})

test('cases that cannot be read are told with their line', async () => {
  const { code, stderr } = await policy('test', ['cases.yaml'], 'tests:\n  - nam: x\n')

  expect(code).toBe(1)
  expect(stderr).toMatch(/cases\.yaml:2: tests\[0\]\.nam: unknown key/)
})

test('explain takes the labels and annotations of the object', async () => {
  const owned = POLICY.concat(`  - name: owners
    effect: ask
    reason: owners agree
    namespaces: [shop]
    risk: [change]
    approvers: { owners: { annotation: owners } }
`)
  const words = ['--', 'scale', 'deploy/web', '5', '-n', 'shop', '-c', 'staging']
  const told = ['--annotation', 'owners=U1AB', '--annotation', 'x=y', ...words]

  const known = await policy('explain', [...asAnna, ...told], CASES, owned)
  const unknown = await policy('explain', [...asAnna, ...words], CASES, owned)
  const wrong = await policy('explain', [...asAnna, '--label', 'team', ...words], CASES, owned)

  expect(known.stdout).toContain('needs: 1 of owners (U1AB)')
  expect(known.stdout).not.toContain('its annotations; say them')
  expect(unknown.stdout).toContain('deny by owners')
  expect(unknown.stdout).toContain('the annotation owners of deployments/web is not known')
  expect(unknown.stdout).toContain('its annotations; say them with --annotation')
  expect(wrong.stderr).toContain('Expected a pair such as team=shop')
})
