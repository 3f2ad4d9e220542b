import { describe, expect, onTestFinished, test } from 'vitest'
import { chmodSync, readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { startCluster } from '../../playground/cluster/cluster.ts'
import { startSlack } from '../../playground/slack/slack.ts'
import { channels, people } from '../../playground/slack/workspace.ts'
import { checks } from '../../src/app/doctor/checks.ts'
import { UNFINISHED } from '../../src/app/doctor/run-checks.ts'
import { CHECKS } from '../../src/cli/doctor-command.ts'
import { runCli } from '../../src/cli/program.ts'
import { scopesFor } from '../../src/slack/manifest.ts'
import { SlackSettings } from '../../src/slack/settings.ts'
import { fakeHost } from '../support/fake-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { ALLOW_ALL } from '../support/whole-bot.ts'

const CONFIG = `clusters: [{ name: one, environment: test, kubeconfig: one.kubeconfig, context: bot }]
identity: { users: { ${people.bob.id}: { user: bob, groups: [shop-devs] } } }
policy: policy.yaml
`
const SCOPES = scopesFor(SlackSettings.parse({}), {})

const Report = z.object({
  state: z.enum(['well', 'warnings', 'errors']),
  errors: z.number(),
  warnings: z.number(),
  findings: z.array(
    z.object({
      id: z.string(),
      check: z.string(),
      level: z.enum(['warning', 'error']),
      what: z.string(),
      why: z.string().min(10),
      mend: z.string().min(5),
      run: z.array(z.string()),
    }),
  ),
  passed: z.array(z.object({ check: z.string(), what: z.string() })),
})

type Given = {
  readonly config?: string
  readonly policy?: string
  readonly scopes?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly kubeconfig?: string
  readonly version?: string
}

/** The doctor beside a Slack and a cluster; `look` runs it and reads its JSON. */
async function practice(given: Given = {}) {
  const { version } = given
  const slack = await startSlack({ rateLimits: 'off', scopes: given.scopes ?? SCOPES })
  onTestFinished(() => slack.stop())
  const cluster =
    given.kubeconfig === undefined
      ? await startCluster({ seed: 'demo', ...(version !== undefined && { version }) })
      : undefined
  onTestFinished(() => cluster?.stop())
  const folder = temporaryFolder({
    'deckwatch.yaml': given.config ?? CONFIG,
    'policy.yaml': given.policy ?? ALLOW_ALL,
    'one.kubeconfig': given.kubeconfig ?? cluster?.kubeconfig() ?? '',
  })
  const env = {
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    ...given.env,
  }
  const run = async (...options: readonly string[]) => {
    const host = fakeHost(['doctor', '--config', `${folder}/deckwatch.yaml`, ...options], { env })
    return { code: await runCli(host), out: host.stdout(), err: host.stderr() }
  }
  const look = async (...options: readonly string[]) => {
    const { code, out } = await run('--output', 'json', ...options)
    const report = Report.parse(JSON.parse(out))
    return { ...report, code, out, ids: report.findings.map(({ id }) => id) }
  }
  return { slack, cluster, folder, run, look }
}

describe('a setup that is right', () => {
  test('nothing but the wide rights of this cluster’s bot is told, and nothing is changed', async () => {
    const { slack, folder, look, cluster } = await practice()
    const before = readdirSync(folder)
    const { findings, passed } = await look()
    // How fast it answers says something about the machine that runs this.
    const odd = findings.filter(({ check, id }) => check !== 'rights' && id !== 'cluster-slow')

    expect(odd).toEqual([])
    expect(new Set(passed.map(({ check }) => check))).toEqual(
      new Set([
        'program',
        'configuration',
        'secrets',
        'slack',
        'people',
        'store',
        'clusters',
        'rights',
      ]),
    )
    expect(readdirSync(folder)).toEqual(before)
    expect(slack.snapshot().connections).toBe(0)
    expect(slack.traffic().filter(({ name }) => /^chat|^views|open$/.test(name))).toMatchObject([
      { name: 'apps.connections.open' },
    ])
    expect(cluster).toBeDefined()
  })

  test('--only looks at no more, and --strict counts warnings', async () => {
    const { run, look } = await practice({ scopes: [...SCOPES, 'team:read'] })

    expect(await look('--only', 'slack')).toMatchObject({
      code: 0,
      state: 'warnings',
      ids: ['slack-scope-surplus'],
    })
    expect((await look('--only', 'slack,program', '--strict')).code).toBe(1)
    expect((await look('--only', 'program', '--strict')).code).toBe(0)
    expect((await run('--only', 'weather')).code).toBe(2)
    expect((await run('--cluster', 'two')).code).toBe(2)
  })

  test('people read what is wrong, why it matters and what mends it', async () => {
    const { run } = await practice({ scopes: SCOPES.filter((scope) => scope !== 'files:write') })
    const { out } = await run('--only', 'slack')

    expect(out).toContain('Slack\n  ✓ the bot token is good for the workspace Acorn')
    expect(out).toContain(
      '  ✕ the app lacks the scope files:write  [slack-scope-missing]\n      Slack refuses what',
    )
    expect(out).toMatch(
      / {6}→ Slack app settings: .*\n {10}deckwatch manifest --config \S+\n\n1 error, 0 warnings\./,
    )
  })
})

describe('a setup that is wrong', () => {
  const routes = (where: string) => `${CONFIG}notifications: { channel: ${where} }\n`

  test.each([
    ['missing', 'C0NOTTHERE0', 'channel-missing'],
    ['private, and the bot is not in it', 'C07PRIVATE0', 'channel-missing'],
    ['archived', channels.archive.id, 'channel-archived'],
    ['without the bot', channels.random.id, 'channel-not-joined'],
    ['shared with another company', channels.partners.id, 'channel-shared'],
  ])('C3: a route to a channel that is %s', async (_what, channel, id) => {
    const { look } = await practice({ config: routes(channel) })

    expect(await look('--only', 'channels')).toMatchObject({ code: 1, ids: [id] })
  })

  test('C3: a shared channel that is allowed is fine', async () => {
    const { id } = channels.partners
    const config = `${CONFIG}notifications: { channel: ${id} }\nslack: { sharedChannels: [${id}] }\n`
    const { look } = await practice({ config })

    expect(await look('--only', 'channels')).toMatchObject({ code: 0, ids: [] })
  })

  test('C4: rights to act as anybody are named loudly, with what takes them away', async () => {
    const { look } = await practice()
    const { code, findings } = await look('--only', 'rights')

    expect(code).toBe(1)
    const loud = findings.find(({ id }) => id === 'right-to-be-anybody')
    expect(loud?.level).toBe('error')
    expect(loud?.what).toContain('system:masters')
    expect(loud?.mend).toContain('kubectl delete clusterrolebinding')
  })

  test('C4: a mapping to system:masters is told as what it is', async () => {
    const { look } = await practice({ config: CONFIG.replace('shop-devs', 'system:masters') })

    expect((await look('--only', 'configuration')).ids).toEqual(['identity-powerful'])
  })

  test('C2: a token of the wrong kind, and one that nothing needs', async () => {
    const { look } = await practice({
      env: {
        SLACK_BOT_TOKEN: 'xapp-1-A1-abcdefghijkl',
        DECKWATCH_DEADMAN_URL: 'https://x.example/abcdefghijkl',
      },
    })
    const { ids, out } = await look('--only', 'secrets,slack')

    expect(ids).toEqual(['secret-wrong', 'secret-unused'])
    expect(out).not.toContain('abcdefghijkl')
  })

  test('C2: a file that everybody may read, and one that is not there', async () => {
    const folder = temporaryFolder({ bot: 'xoxb-1-abcdefghijkl\n' })
    chmodSync(`${folder}/bot`, 0o644)
    const { look } = await practice({
      env: {
        SLACK_BOT_TOKEN: '',
        SLACK_BOT_TOKEN_FILE: `${folder}/bot`,
        SLACK_APP_TOKEN: '',
        SLACK_APP_TOKEN_FILE: `${folder}/app`,
      },
    })
    const { findings, out } = await look('--only', 'secrets')

    expect(findings).toMatchObject([
      { id: 'secret-unreadable' },
      { id: 'secret-exposed', run: [`chmod o-r ${folder}/bot`] },
    ])
    expect(out).not.toContain('abcdefghijkl')
  })

  test('a refused token, a Slack and a cluster that are away: each is told, and nothing stops at the first', async () => {
    const { slack, look } = await practice({
      kubeconfig: KUBECONFIG,
    })
    slack.faults.api({ method: 'auth.test' }, { fault: 'error', error: 'invalid_auth' }, 20)
    slack.faults.api({ method: 'apps.connections.open' }, { fault: 'status', status: 503 }, 20)
    const { ids, findings } = await look()

    expect(ids).toEqual(
      expect.arrayContaining(['slack-token-refused', 'slack-unreachable', 'cluster-unreachable']),
    )
    expect(findings.find(({ id }) => id === 'cluster-unreachable')?.what).toContain('ECONNREFUSED')
  })

  test('a configuration that cannot be read leaves Slack to be looked at', async () => {
    const { look } = await practice({ config: 'clusters: [' })
    const { ids, passed } = await look()

    expect(new Set(ids)).toEqual(new Set(['config-invalid']))
    expect(passed.map(({ check }) => check)).toContain('slack')
  })

  test('people who left, a store that cannot be made, rules that never matter', async () => {
    const { look } = await practice({
      config: CONFIG.replace(
        'groups: [shop-devs] }',
        `groups: [a] }, ${people.frank.id}: { user: bob }, ${people.gina.id}: { user: gina }, U0NOBODY00: { user: n }`,
      ).concat('store: { path: /proc/nowhere/store.sqlite }\n'),
      policy: `roles: { idle: {}, gone: {} }
rules:
  - { name: never, effect: deny, reason: r, commands: [drain, scale] }
  - { name: some, effect: allow, reason: r, commands: [scale] }
  - { name: nobody, effect: allow, reason: r, roles: [gone] }
`.replace('drain', 'restart'),
    })
    const { ids } = await look('--only', 'configuration,people,store')

    expect(ids).toEqual([
      'rule-shadowed',
      'rule-unreachable',
      'role-unused',
      'identity-shared',
      'person-left',
      'person-refused',
      'person-missing',
      'store-unwritable',
    ])
  })

  test.each([
    ['v1.18.20', ['cluster-old']],
    ['v1.20.0', []],
    ['v1.36.1', []],
    ['v1.37.0', ['cluster-new']],
  ])('a cluster of version %s', async (version, ids) => {
    const { look } = await practice({ version })

    expect((await look('--only', 'clusters')).ids).toEqual(ids)
  })

  test('a cluster whose proxy drops impersonation', async () => {
    const { cluster, look } = await practice()
    cluster?.faults.inject({ fault: 'drop-impersonation' }, {}, Infinity)

    expect((await look('--only', 'clusters')).ids).toEqual(['impersonation-unproven'])
  })
})

const KUBECONFIG = `apiVersion: v1
kind: Config
clusters: [{ name: c, cluster: { server: 'http://127.0.0.1:9' } }]
users: [{ name: bot, user: { token: secret-token-abcdefgh } }]
contexts: [{ name: bot, context: { cluster: c, user: bot } }]
`

describe('what mends a finding', () => {
  test('C4: every command of ours that is printed is understood as it stands', async () => {
    const { slack, look } = await practice({
      config: `${CONFIG}notifications: { channel: C0NOTTHERE0 }\n`,
      policy: `${ALLOW_ALL}  - { name: never, effect: allow, reason: r, commands: [scale] }\n`,
      scopes: SCOPES.filter((scope) => scope !== 'files:write'),
    })
    slack.faults.api({ method: 'users.info' }, { fault: 'error', error: 'fatal_error' }, 20)
    const { findings } = await look()
    const printed = new Set(findings.flatMap(({ run }) => run))
    const ours = [...printed].filter((command) => command.startsWith('deckwatch '))

    expect(ours.map((command) => command.split(' ')[1])).toEqual(
      expect.arrayContaining(['manifest', 'doctor', 'rbac']),
    )
    for (const command of ours) {
      const [words = ''] = command.split(' | ')
      const host = fakeHost(words.split(' ').slice(1))
      expect([words, await runCli(host)]).not.toEqual([words, 2])
    }
  })

  test('C4: rights are printed for the user as whom the cluster knows the bot', async () => {
    const { folder, look } = await practice()
    const { findings } = await look('--only', 'rights')
    const [print] = findings.find(({ id }) => id === 'right-to-be-anybody')?.run ?? []

    expect(print).toBe(
      `deckwatch rbac --config ${folder}/deckwatch.yaml --cluster one --user deckwatch --details | kubectl apply -f -`,
    )
  })
})

test('docs/doctor.md lists every finding, and --only every check', () => {
  const page = readFileSync('docs/doctor.md', 'utf8')
  const ids = checks.flatMap(({ ailments }) => Object.keys(ailments))

  expect(checks.map(({ name }) => name)).toEqual(CHECKS)
  expect([...ids, ...Object.keys(UNFINISHED)].filter((id) => !page.includes(`\`${id}\``))).toEqual(
    [],
  )
})
