import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, parseAllDocuments } from 'yaml'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Asker } from '../../src/cli/asker.ts'
import { runCli } from '../../src/cli/program.ts'
import { fakeHost } from '../support/fake-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const ME = ['--slack-user', 'U0123456789', '--user', 'anna@example.com']

/** `init` into a folder of its own; nobody is asked unless there is an asker. */
function place(env: Readonly<Record<string, string>> = {}) {
  const folder = join(temporaryFolder(), 'installation')
  return {
    folder,
    read: (name: string) => readFileSync(join(folder, name), 'utf8'),
    init: async (words: readonly string[] = ME, asker?: Asker) => {
      const host = fakeHost(['init', folder, ...words], {
        env,
        asker: asker && (() => Promise.resolve(asker)),
      })
      return { code: await runCli(host), stdout: host.stdout(), stderr: host.stderr() }
    },
  }
}

async function cli(...args: readonly string[]) {
  const host = fakeHost(args)
  return { code: await runCli(host), stdout: host.stdout(), stderr: host.stderr() }
}

/** Answers by a word of the question, takes what is usual for the rest, and notes what it was asked. */
function answering(answers: Readonly<Record<string, string>>) {
  const asked: string[] = []
  const problems: (string | undefined)[] = []
  const say = (ask: string, usual = '') => {
    asked.push(ask)
    return Object.entries(answers).find(([word]) => ask.includes(word))?.[1] ?? usual
  }
  const asker: Asker = {
    choose: ({ ask, usual }) => Promise.resolve(say(ask, usual)),
    type: ({ ask, usual, problem }) => {
      problems.push(problem('*'))
      return Promise.resolve(say(ask, usual))
    },
  }
  return { asker, asked, problems }
}

const KINDS = [
  ['what is usual', []],
  ['PostgreSQL', ['--store', 'postgresql']],
  ['Slack over HTTP', ['--slack-mode', 'http', '--url', 'https://bot.example.com']],
  ['everything told', ['--notify-channel', 'C0123456789', '--admin-channel', 'C0123456780']],
  ['a production of another name', ['--environment', 'live', '--production', 'yes']],
  ['staging', ['--cluster', 'staging-eu', '--groups', 'devs, ops: all']],
  ['names that YAML takes for something else', ['--cluster', '123', '--environment', 'true']],
  ['another namespace', ['--namespace', 'ops', '--image', 'registry.example.com:5000/bot:1.2.3']],
] as const

test.each(KINDS)(
  '%s: what is written is valid, and its policy passes its tests',
  async (_, more) => {
    const { folder, init } = place()
    const config = join(folder, 'config/deckwatch.yaml')

    const { code, stderr } = await init([...ME, ...more])

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(await cli('validate', '--config', config)).toMatchObject({ code: 0, stderr: '' })
    const tests = await cli('policy', 'test', '--config', config, join(folder, 'policy.test.yaml'))
    expect(tests.stdout).toContain('12 passed, 0 failed')
  },
)

const hasKubectl = (() => {
  try {
    return execFileSync('kubectl', ['version', '--client'], { stdio: 'pipe' }).length > 0
  } catch {
    return false
  }
})()
const KubeObject = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
})

test.skipIf(!hasKubectl).each(KINDS)('%s: kubectl renders it', async (_, more) => {
  const { folder, init } = place()
  await init([...ME, ...more])

  const rendered = execFileSync('kubectl', ['kustomize', folder], { encoding: 'utf8' })

  const objects = parseAllDocuments(rendered).map((one) => KubeObject.parse(one.toJS()))
  const namespace = more.some((word) => word === 'ops') ? 'ops' : 'deckwatch'
  const within = objects.flatMap(({ metadata }) => metadata.namespace ?? [])
  expect(new Set(within)).toEqual(new Set([namespace]))
  expect(objects.find(({ kind }) => kind === 'Namespace')?.metadata.name).toBe(namespace)
  expect(rendered).toContain(`namespace: ${namespace}\n`)
  expect(rendered).not.toContain('registry.example.com/deckwatch')
  expect(rendered).not.toContain('deckwatch.example.com')
})

test('the rights are those of the configuration, for the account in its namespace', async () => {
  const { folder, init, read } = place()
  await init([...ME, '--namespace', 'ops', '--notify-channel', 'C0123456789'])

  const config = join(folder, 'config/deckwatch.yaml')
  const printed = await cli('rbac', '--config', config, '--service-account', 'ops/deckwatch')

  expect(read('rbac.yaml')).toBe(printed.stdout)
})

test('the manifest is the one of the configuration', async () => {
  const { init, read } = place()
  await init([...ME, '--slack-mode', 'http', '--url', 'https://bot.example.com'])

  const manifest: unknown = parse(read('slack-manifest.yaml'))

  expect(manifest).toMatchObject({
    settings: {
      socket_mode_enabled: false,
      interactivity: { request_url: 'https://bot.example.com/slack/events' },
    },
  })
})

test('secrets have a file each, for its owner alone, which Git does not see', async () => {
  const { folder, init, read } = place()
  await init([...ME, '--store', 'postgresql'])

  const names = readdirSync(join(folder, 'secrets')).filter((name) => /^[A-Z_]+$/.test(name))
  const modes = names.map((name) => statSync(join(folder, 'secrets', name)).mode & 0o777)

  expect(names).toEqual(['DATABASE_URL', 'SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN'])
  expect(modes).toEqual([0o600, 0o600, 0o600])
  expect(read('secrets/.gitignore')).toMatch(/^\*\n/)
  expect(names.filter((name) => !read('secrets/README.md').includes(name))).toEqual([])
})

test('editors find the schemas that the files name', async () => {
  const { folder, init, read } = place()
  await init()

  const named = ['config/deckwatch.yaml', 'config/policy.yaml'].map(
    (file) => /^# yaml-language-server: \$schema=(\S+)$/m.exec(read(file))?.[1] ?? '',
  )

  expect(named.map((path) => existsSync(join(folder, 'config', path)))).toEqual([true, true])
})

test('at a terminal a few questions are asked, and what does not fit is told at once', async () => {
  const { init, read } = place()
  const { asker, asked, problems } = answering({
    'Slack user id': 'U0123456789',
    'user in Kubernetes': 'anna@example.com',
    call: 'staging-eu',
  })

  const { code, stdout } = await init([], asker)

  expect(code).toBe(0)
  expect(asked.length).toBeLessThanOrEqual(13)
  // Whatever is typed can be an environment.
  expect(problems.filter((problem) => problem === undefined)).toHaveLength(1)
  expect(read('config/deckwatch.yaml')).toMatch(/name: staging-eu\n {4}environment: staging\n/)
  expect(stdout).toMatch(/1\. Create the Slack app.*2\. Try it.*3\. Put it into the cluster/s)
})

test('what an option says is not asked', async () => {
  const { init } = place()
  const { asker, asked } = answering({})

  await init([...ME, '--store', 'sqlite', '--namespace', 'ops'], asker)

  expect(asked.join('\n')).not.toMatch(/Slack user id|Namespace|restart kept/)
})

const KUBECONFIG = `
apiVersion: v1
kind: Config
current-context: arn:aws:eks:eu-1:1:cluster/Shop_Prod
contexts:
  - { name: staging, context: { cluster: a, user: a } }
  - { name: 'arn:aws:eks:eu-1:1:cluster/Shop_Prod', context: { cluster: a, user: a } }
`

test('contexts of the kubeconfig are offered, the current one first, and name the cluster', async () => {
  const { init, read } = place({
    KUBECONFIG: join(temporaryFolder({ config: KUBECONFIG }), 'config'),
  })
  const { asker, asked } = answering({})

  const { stdout } = await init(ME, asker)

  expect(asked[0]).toContain('In which cluster')
  expect(read('config/deckwatch.yaml')).toMatch(/name: shop-prod\n {4}environment: production\n/)
  expect(stdout).toContain('DECKWATCH_CONTEXT=arn:aws:eks:eu-1:1:cluster/Shop_Prod')
})

test('where nobody is asked, all that is missing is told by its options', async () => {
  const { folder, init } = place()

  const { code, stderr } = await init([])

  expect(code).toBe(2)
  expect(stderr).toContain('--slack-user <id> and --user <name>')
  expect(existsSync(folder)).toBe(false)
})

test.each([
  ['--slack-user', 'anna'],
  ['--user', 'system:admin'],
  ['--groups', 'devs, system:masters'],
  ['--cluster', 'Prod EU'],
  ['--admin-channel', 'general'],
  ['--notify-channel', 'D0123456789'],
  ['--namespace', 'Ops'],
  ['--url', 'http://bot.example.com'],
  ['--image', 'deckwatch'],
  ['--store', 'mysql'],
])('%s %s is refused, and nothing is written', async (flag, value) => {
  const { folder, init } = place()

  const { code, stderr } = await init([...ME, flag, value])

  expect(code).toBe(2)
  expect(stderr).toContain(flag)
  expect(existsSync(folder)).toBe(false)
})

test('ctrl-C at a question leaves nothing behind', async () => {
  const { folder, init } = place()
  const brokenOff: Asker = {
    choose: () => Promise.resolve(undefined),
    type: () => Promise.resolve(undefined),
  }

  const { code, stderr } = await init([], brokenOff)

  expect(code).toBe(130)
  expect(stderr).toContain('nothing was written')
  expect(readdirSync(join(folder, '..'))).toEqual([])
})

test('what is there already is shown where it differs, and kept', async () => {
  const { folder, init, read } = place()
  await init()
  const before = read('config/policy.yaml')

  const { code, stdout, stderr } = await init([...ME, '--cluster', 'other'])

  expect(code).toBe(1)
  expect(stderr).toContain('--force')
  expect(stdout).toContain('-   - name: main\n+   - name: other\n')
  expect(read('config/deckwatch.yaml')).toContain('name: main')
  expect(read('config/policy.yaml')).toBe(before)
  expect(readdirSync(join(folder, '..'))).toEqual(['installation'])
})

test('the same answers again change nothing and are no conflict', async () => {
  const { init } = place()
  await init()

  expect(await init()).toMatchObject({ code: 0, stderr: '' })
})

test('--force overwrites what differs, and no secret', async () => {
  const { folder, init, read } = place()
  await init()
  writeFileSync(join(folder, 'secrets/SLACK_BOT_TOKEN'), 'xoxb-mine')

  const { code } = await init([...ME, '--cluster', 'other', '--force'])

  expect(code).toBe(0)
  expect(read('config/deckwatch.yaml')).toContain('name: other')
  expect(read('secrets/SLACK_BOT_TOKEN')).toBe('xoxb-mine')
})

test('the manifests come along, so that nothing outside of the folder is needed', async () => {
  const { folder, init, read } = place()
  await init()

  expect(read('kustomization.yaml')).not.toContain('../')
  expect(read('deploy/base/deployment.yaml')).toBe(
    readFileSync('deploy/base/deployment.yaml', 'utf8'),
  )
  for (const name of readdirSync('deploy/components'))
    expect(existsSync(join(folder, 'deploy/components', name, 'kustomization.yaml'))).toBe(true)
})
