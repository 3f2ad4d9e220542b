import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { runCli } from '../../src/cli/program.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openDatabase } from '../../src/store/open-database.ts'
import { fakeHost } from '../support/fake-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const POLICY = `
roles: { viewer: {} }
bindings: { viewer: { users: [U0123456789] } }
rules:
  - { name: reads, effect: allow, reason: everybody may look, risk: [read], roles: [viewer] }
`
const CONFIG = `
clusters: [{ name: prod, environment: production }]
identity: { users: { U0123456789: { user: anna@example.com, groups: [devs] } } }
policy: policy.yaml
notifications: { channel: C0123456789 }
`
const CASES = `
tests:
  - { name: anna looks, as: { slackId: U0123456789 }, words: get pods -n shop, expect: allow }
  - { name: anna restarts, as: { slackId: U0123456789 }, words: restart deploy/web -n shop, expect: ask }
`

/** Files of a small setup, and the command line beside them. */
async function setup(files: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder({
    'deckwatch.yaml': CONFIG,
    'policy.yaml': POLICY,
    'cases.yaml': CASES,
    ...files,
  })
  const db = await openDatabase(
    { engine: 'sqlite', path: join(folder, 'deckwatch.sqlite') },
    { create: true },
  )
  await migrate(db)
  await db.destroy()
  return async (...words: readonly string[]) => {
    const placed = words.map((word) => word.replace('FOLDER', folder))
    const host = fakeHost(placed)
    return { code: await runCli(host), stdout: host.stdout(), stderr: host.stderr(), folder }
  }
}

const CONFIGURED = ['--config', 'FOLDER/deckwatch.yaml', '--output', 'json']
const QUESTIONS = [
  ['validate'],
  ['policy', 'explain', '--as', 'U0123456789', '--', 'get', 'pods', '-n', 'shop'],
  ['policy', 'test', 'FOLDER/cases.yaml'],
  ['route', 'explain', '--cluster', 'prod', '--namespace', 'shop'],
  ['audit', 'verify'],
]
const Answer = z.record(z.string(), z.unknown())

test.each(QUESTIONS)(
  '%s %s … --output json prints the keys that its help names',
  async (...words) => {
    const cli = await setup()
    const command = words.slice(0, words[0] === 'validate' ? 1 : 2)
    const help = (await cli(...command, '--help')).stdout
    const named = /\nJSON:\n((?: {2}\S.*\n)+)/.exec(help)?.[1] ?? ''

    const { stdout } = await cli(...command, ...CONFIGURED, ...words.slice(command.length))

    const keys = Object.keys(Answer.parse(JSON.parse(stdout)))
    expect(keys.length).toBeGreaterThan(0)
    expect(keys.filter((key) => !new RegExp(`(?:^|[ ,;])${key}[:,]`, 'm').test(named))).toEqual([])
  },
)

test('what is wrong with a configuration is told by file, line and path', async () => {
  const cli = await setup({ 'deckwatch.yaml': CONFIG.replace('environment', 'enviroment') })

  const { code, stdout, stderr, folder } = await cli('validate', ...CONFIGURED)

  expect(code).toBe(1)
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual({
    valid: false,
    problems: [
      {
        file: join(folder, 'deckwatch.yaml'),
        line: 2,
        path: 'clusters[0].enviroment',
        message: 'unknown key. Did you mean environment?',
      },
    ],
  })
})

test('an unknown role and a rule that cannot be are told with their places as well', async () => {
  const role = await setup({ 'deckwatch.yaml': CONFIG.replace('[devs]', '[devs], roles: [viewr]') })
  const rule = await setup({
    'policy.yaml': POLICY.replace('roles: [viewer]', 'commands: [scael]'),
  })

  const [unknown, mistyped] = [
    await role('validate', ...CONFIGURED),
    await rule('validate', ...CONFIGURED),
  ]

  expect(JSON.parse(unknown.stdout)).toMatchObject({
    problems: [{ line: 3, path: 'identity.users.U0123456789.roles[0]' }],
  })
  expect(JSON.parse(mistyped.stdout)).toMatchObject({
    problems: [{ line: 5, path: 'rules[0].commands[0]' }],
  })
})

test('a failing policy test is told as data, and the exit code still says so', async () => {
  const cli = await setup()

  const { code, stdout } = await cli('policy', 'test', ...CONFIGURED, 'FOLDER/cases.yaml')

  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({
    passed: 1,
    failed: 1,
    cases: [{ passed: true }, { name: 'anna restarts', line: 4, expected: 'ask', passed: false }],
  })
})

test('when a question cannot be answered, nothing is printed but why, on standard error', async () => {
  const cli = await setup({ 'policy.yaml': 'rules: 1\n' })

  const { code, stdout, stderr } = await cli('policy', 'test', ...CONFIGURED, 'FOLDER/cases.yaml')

  expect(code).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toMatch(/policy\.yaml:1: rules: /)
})

test('rights come as documents in YAML, or as one list that kubectl takes', async () => {
  const cli = await setup()

  const { stdout } = await cli('rbac', ...CONFIGURED)

  expect(JSON.parse(stdout)).toMatchObject({
    kind: 'List',
    items: [{ kind: 'ClusterRole' }, { kind: 'ClusterRoleBinding' }, {}, {}],
  })
})

test('the manifest comes in JSON, or in YAML', async () => {
  const cli = await setup()

  const [json, yaml] = [await cli('manifest'), await cli('manifest', '-o', 'yaml')]

  expect(JSON.parse(json.stdout)).toHaveProperty('oauth_config')
  expect(yaml.stdout).toMatch(/^display_information:\n {2}name: Deckwatch\n/)
})

test('an unknown format is a usage error that names those there are', async () => {
  const cli = await setup()

  const { code, stderr } = await cli('validate', '--output', 'xml')

  expect(code).toBe(2)
  expect(stderr).toContain('Allowed choices are text, json')
})
