import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../../src/cli/program.ts'
import { fakeHost } from '../support/fake-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

async function cli(...args: string[]) {
  const host = fakeHost(args)
  return { code: await runCli(host), stdout: host.stdout(), stderr: host.stderr() }
}

const POLICY = `
roles: { viewer: {} }
bindings: { viewer: { users: [U0123456789] } }
rules:
  - { name: reads, effect: allow, reason: everybody may look, risk: [read], roles: [viewer] }
`
const CONFIG = `
clusters: [{ name: prod, environment: production }]
identity: { users: { U0123456789: { user: anna@example.com } } }
policy: policy.yaml
`

const COMMANDS = [
  ['run'],
  ['validate'],
  ['playground'],
  ['manifest'],
  ['schema'],
  ['rbac'],
  ['version'],
  ['policy'],
  ['policy', 'explain'],
  ['policy', 'test'],
  ['audit'],
  ['audit', 'verify'],
  ['audit', 'export'],
]

test.each(COMMANDS)('%s %s: --help says how it is used and exits with 0', async (...words) => {
  const { code, stdout, stderr } = await cli(...words, '--help')

  expect(code).toBe(0)
  expect(stdout).toContain(`Usage: deckwatch ${words.join(' ')}`)
  expect(stderr).toBe('')
})

test.each(
  COMMANDS.filter(([first = '', second]) => !['policy', 'audit'].includes(first) || second),
)('%s %s: the help shows an example', async (...words) => {
  const { stdout } = await cli(...words, '--help')

  expect(stdout).toMatch(/Examples:\n {2}\S/)
})

test('the help lists the exit codes', async () => {
  expect((await cli('--help')).stdout).toContain('Exit codes: 0 fine; 1')
})

test('a mistyped command is a usage error with the right one beside it', async () => {
  const { code, stderr } = await cli('valdate')

  expect(code).toBe(2)
  expect(stderr).toContain('Did you mean validate?')
})

test.each([['schema'], ['schema', 'cluster'], ['playground', '--port', '1e3'], ['run', '--nope']])(
  'words that are not understood are a usage error: %s %s',
  async (...words) => {
    const { code, stdout } = await cli(...words)

    expect(code).toBe(2)
    expect(stdout).toBe('')
  },
)

test('a valid configuration is told with what it holds', async () => {
  const folder = temporaryFolder({ 'deckwatch.yaml': CONFIG, 'policy.yaml': POLICY })

  const { code, stdout } = await cli('validate', '--config', join(folder, 'deckwatch.yaml'))

  expect(code).toBe(0)
  expect(stdout).toContain('1 cluster, 1 mapped person')
  expect(stdout).toContain('policy.yaml: 1 rule')
})

test('secrets in files are told by their place, and what is wrong with them beside the rest', async () => {
  const folder = temporaryFolder({
    'deckwatch.yaml': CONFIG,
    'policy.yaml': POLICY,
    token: 'xoxb-1',
  })
  const file = join(folder, 'token')
  const args = ['validate', '--config', join(folder, 'deckwatch.yaml')]
  const right = fakeHost(args, { env: { SLACK_BOT_TOKEN_FILE: file } })
  const wrong = fakeHost(args, { env: { SLACK_BOT_TOKEN_FILE: `${file}s` } })

  expect(await runCli(right)).toBe(0)
  expect(right.stdout()).toContain(`${file}: holds SLACK_BOT_TOKEN\n`)
  expect(right.stdout()).not.toContain('xoxb-1')
  expect(right.stderr()).toContain('warning: SLACK_BOT_TOKEN_FILE')
  expect(await runCli(wrong)).toBe(1)
  expect(wrong.stderr()).toContain(`SLACK_BOT_TOKEN_FILE: ${file}s: cannot be read`)
})

test('an invalid configuration is wrong: every problem a line on stderr', async () => {
  const folder = temporaryFolder({ 'deckwatch.yaml': 'clusters: []\nlogs: {}\n' })

  const { code, stdout, stderr } = await cli('validate', '--config', join(folder, 'deckwatch.yaml'))

  expect(code).toBe(1)
  expect(stdout).toBe('')
  expect(stderr.trim().split('\n')).toHaveLength(4)
  expect(stderr).toMatch(/deckwatch\.yaml:2: logs: unknown key/)
})

test('a policy that names an unknown command is wrong', async () => {
  const policy = POLICY.replace('risk: [read]', 'commands: [scael]')
  const folder = temporaryFolder({ 'deckwatch.yaml': CONFIG, 'policy.yaml': policy })

  const { code, stderr } = await cli('validate', '--config', join(folder, 'deckwatch.yaml'))

  expect(code).toBe(1)
  expect(stderr).toContain('Did you mean scale?')
})

test('problems of the configuration and of its policy are told together', async () => {
  const config = CONFIG.replace('environment', 'enviroment')
  const policy = `${POLICY.replace('risk: [read]', 'commands: [scael]')}  - { name: rest, effect: denny, reason: no }\n`
  const folder = temporaryFolder({ 'deckwatch.yaml': config, 'policy.yaml': policy })

  const { code, stderr } = await cli('validate', '--config', join(folder, 'deckwatch.yaml'))

  expect(code).toBe(1)
  expect(stderr.trim().split('\n')).toEqual([
    expect.stringMatching(/deckwatch\.yaml:2: clusters\[0\]\.enviroment: unknown key/),
    expect.stringMatching(/policy\.yaml:5: rules\[0\]\.commands\[0\]: .*Did you mean scale\?/),
    expect.stringMatching(/policy\.yaml:6: rules\[1\]\.effect: .*Did you mean deny\?/),
  ])
})

test('a role that the policy does not have is wrong, where it is given', async () => {
  const config = CONFIG.replace('anna@example.com', 'anna@example.com, roles: [viewr]')
  const folder = temporaryFolder({ 'deckwatch.yaml': config, 'policy.yaml': POLICY })

  const { code, stderr } = await cli('validate', '--config', join(folder, 'deckwatch.yaml'))

  expect(code).toBe(1)
  expect(stderr).toMatch(
    /deckwatch\.yaml:3: identity\.users\.U0123456789\.roles\[0\]: the policy has no role "viewr"; did you mean viewer\?/,
  )
})

test('the schemas are for editors', async () => {
  for (const name of ['config', 'policy']) {
    const { code, stdout } = await cli('schema', name)

    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ additionalProperties: false, type: 'object' })
  }
})

test('the manifest asks for e-mail only when people are mapped by it', async () => {
  const email = '{ enabled: true, domains: [example.com], why: single sign-on is enforced }'
  const config = CONFIG.replace('identity: {', `identity: { email: ${email},`)
  const folder = temporaryFolder({ 'deckwatch.yaml': config, 'policy.yaml': POLICY })

  const plain = await cli('manifest')
  const mapped = await cli('manifest', '--config', join(folder, 'deckwatch.yaml'))

  expect(plain.code).toBe(0)
  expect(plain.stdout).not.toContain('users:read.email')
  expect(mapped.stdout).toContain('users:read.email')
})

test('the manifest asks for user groups when only the policy gives them roles', async () => {
  const policy = POLICY.replace('users: [U0123456789]', 'usergroups: [S0123456789]')
  const folder = temporaryFolder({ 'deckwatch.yaml': CONFIG, 'policy.yaml': policy })

  const bound = await cli('manifest', '--config', join(folder, 'deckwatch.yaml'))

  expect(bound.stderr).toBe('')
  expect(bound.stdout).toContain('usergroups:read')
})

test('the version is the package’s', async () => {
  const { stdout } = await cli('version')

  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  expect(await cli('--version')).toEqual({ code: 0, stdout, stderr: '' })
})
