import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { refuseNode } from '../../src/cli/node-version.ts'
import { runCli } from '../../src/cli/program.ts'
import { fakeHost } from '../support/fake-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const CONFIG = `clusters: [{ name: prod, environment: production }]
identity: { users: { U0123456789: { user: anna@example.com, roles: [viewer] } } }
policy: policy.yaml
`
const POLICY = `roles: { viewer: {}, boss: {} }
bindings: { boss: { users: [U0123456788] } }
rules:
  - { name: reads, effect: allow, reason: everybody may look, roles: [viewer], risk: [read] }
`
const TOKENS = {
  SLACK_BOT_TOKEN: 'xoxb-1-abcdefghijkl',
  SLACK_APP_TOKEN: 'xapp-1-A1-2-abcdefghijkl',
}

type Given = {
  readonly config?: string
  readonly policy?: string
  readonly env?: Readonly<Record<string, string>>
}

async function deckwatch(command: 'validate' | 'run', given: Given = {}) {
  const { config = CONFIG, policy = POLICY, env = TOKENS } = given
  const folder = temporaryFolder({ 'deckwatch.yaml': config, 'policy.yaml': policy })
  const host = fakeHost([command, '--config', join(folder, 'deckwatch.yaml')], { env })
  return { code: await runCli(host), said: host.stdout() + host.stderr() }
}

test('what is right is accepted', async () => {
  expect(await deckwatch('validate')).toMatchObject({ code: 0 })
})

describe('C1: a configuration or policy that is wrong is refused with its line', () => {
  test.each([
    ['an unknown key', { config: `${CONFIG}colour: blue\n` }, /yaml:4: .*colour/],
    ['a wrong type', { config: `${CONFIG}health: { port: many }\n` }, /yaml:4: .*health\.port/],
    [
      'a cluster twice',
      { config: CONFIG.replace('[{', '[{ name: prod, environment: a }, {') },
      /yaml:1: .*prod is already the name/,
    ],
    [
      'a route twice',
      {
        config: `${CONFIG}notifications:
  channel: C0123456789
  routes:
    - { namespaces: [shop], channel: C0123456780 }
    - { namespaces: [shop], channel: C0123456781 }
`,
      },
      /yaml:8: .*can never be reached/,
    ],
    [
      'a bomb of anchors',
      { config: `${CONFIG}log: &a { level: info }\nhealth: *a\n` },
      /yaml:5: .*aliases are not allowed/,
    ],
    [
      'a __proto__ key',
      { config: `${CONFIG}__proto__: { level: info }\n` },
      /yaml:4: .*this key is not allowed/,
    ],
    ['no YAML at all', { config: 'clusters: [' }, /yaml:\d+/],
    [
      'a rule of an unknown key',
      { policy: `${POLICY}  - { name: x, effect: allow, reason: r, colour: blue }\n` },
      /policy\.yaml:5: .*colour/,
    ],
    [
      'a CEL that does not compile',
      { policy: `${POLICY}  - { name: x, effect: deny, reason: r, when: "size.after >" }\n` },
      /policy\.yaml:5: .*when/,
    ],
    [
      'a pattern that is none',
      {
        policy: `${POLICY}  - { name: x, effect: ask, reason: r, requireReason: { pattern: "(a" } }\n`,
      },
      /policy\.yaml:5: .*is not a pattern/,
    ],
    [
      'a rule twice',
      { policy: `${POLICY}  - { name: reads, effect: deny, reason: r, roles: [viewer] }\n` },
      /policy\.yaml:\d: .*two rules are called reads/,
    ],
    [
      'a role that is not there',
      { policy: `${POLICY}  - { name: x, effect: deny, reason: r, roles: [viewr] }\n` },
      /policy\.yaml:5: .*Did you mean viewer/,
    ],
  ])('C1: %s', async (_what, given, where) => {
    const { code, said } = await deckwatch('validate', given)

    expect(code).toBe(1)
    expect(said).toMatch(where)
  })

  test('C1: every problem is told at once', async () => {
    const config = `${CONFIG}colour: blue\nhealth: { port: many }\n`
    const { said } = await deckwatch('validate', { config })

    expect(said).toContain('colour')
    expect(said).toContain('health.port')
  })

  test('C1: ten megabytes are refused, not chewed on', async () => {
    const { code } = await deckwatch('validate', { config: `${CONFIG}# ${'x'.repeat(10_000_000)}` })

    expect(code).toBe(1)
  })
})

describe('C2: tokens that are wrong are told by name, and never shown', () => {
  test.each([
    [
      'swapped',
      { SLACK_BOT_TOKEN: TOKENS.SLACK_APP_TOKEN, SLACK_APP_TOKEN: TOKENS.SLACK_BOT_TOKEN },
      'SLACK_BOT_TOKEN holds an app-level token',
    ],
    ['missing', {}, 'SLACK_BOT_TOKEN is not set'],
    ['cut in two', { ...TOKENS, SLACK_BOT_TOKEN: 'xoxb-1 abcdefghijkl' }, 'white space inside'],
  ])('C2: %s', async (_what, env, problem) => {
    const { code, said } = await deckwatch('run', { env })

    expect(code).not.toBe(0)
    expect(said).toContain(problem)
    expect(said).not.toContain('abcdefghijkl')
  })
})

describe('C4: nobody is mapped to what no access control stops', () => {
  test.each([
    ['the group system:masters', 'user: a, groups: [system:masters]'],
    ['a group of the cluster’s own', 'user: a, groups: [system:nodes]'],
    ['a user of the cluster’s own', 'user: system:admin'],
    ['a pattern of groups', 'user: a, groups: ["*"]'],
  ])('C4: %s', async (_what, mapped) => {
    const config = CONFIG.replace('user: anna@example.com', mapped)
    const { code, said } = await deckwatch('validate', { config })

    expect(code).toBe(1)
    expect(said).toMatch(/yaml:2: identity\.users/)
  })
})

describe('C5: a rule that could never be approved is refused', () => {
  const asks = (approvers: string, more = '') =>
    `${POLICY}  - { name: x, effect: ask, reason: r, risk: [change]${more}${approvers} }\n`
  test.each([
    ['no approvers', asks('')],
    ['nobody among the approvers', asks(', approvers: { roles: [] }')],
    ['more votes than voters', asks(', approvers: { roles: [boss], count: 2 }')],
    [
      'only the one who asks',
      asks(', approvers: { users: [U0123456788] }', ', users: [U0123456788]'),
    ],
  ])('C5: %s', async (_what, policy) => {
    const { code, said } = await deckwatch('validate', { policy })

    expect(code).toBe(1)
    expect(said).toMatch(/policy\.yaml:5: /)
  })
})

test('C6: a Node that is too old is refused with the version that is needed', () => {
  expect(refuseNode('20.20.2')).toContain('needs Node.js 22.20 or newer; this is 20.20.2')
})
