import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { runCli } from '../../src/cli/program.ts'
import { fakeHost } from '../support/fake-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const POLICY = 'rules: [{ name: all, effect: allow, reason: a test, namespaces: ["*"] }]\n'
const PEOPLE = `
clusters: [{ name: prod }]
policy: policy.yaml
identity:
  users:
    U0123456789: { user: bob@example.com, groups: [shop] }
    U0123456790: { user: anna@example.com, groups: [shop, viewers] }
  usergroups: { S0123456789: { groups: [platform] } }
`
const Role = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
  rules: z
    .array(
      z.looseObject({
        apiGroups: z.array(z.string()).optional(),
        resources: z.array(z.string()).optional(),
        resourceNames: z.array(z.string()).optional(),
        verbs: z.array(z.string()),
      }),
    )
    .optional(),
  subjects: z.array(z.unknown()).optional(),
})

async function rbac(config: string, ...words: readonly (string | { readonly policy: string })[]) {
  const options = words.filter((word) => typeof word === 'string')
  const { policy } = words.find((word) => typeof word !== 'string') ?? { policy: POLICY }
  const folder = temporaryFolder({ 'deckwatch.yaml': config, 'policy.yaml': policy })
  const host = fakeHost(['rbac', '--config', join(folder, 'deckwatch.yaml'), ...options])
  const code = await runCli(host)
  const objects = parseAllDocuments(host.stdout()).map((one) => Role.parse(one.toJS()))
  return { code, objects, text: host.stdout(), stderr: host.stderr() }
}

const rulesOf = (objects: readonly z.infer<typeof Role>[]) =>
  objects.flatMap(({ rules }) => rules ?? [])

test('people and groups may be impersonated by name, each once, and nobody else', async () => {
  const { code, objects } = await rbac(PEOPLE)

  expect(code).toBe(0)
  expect(objects.map(({ kind }) => kind)).toEqual(['ClusterRole', 'ClusterRoleBinding'])
  expect(rulesOf(objects)).toEqual([
    {
      apiGroups: [''],
      resources: ['users'],
      resourceNames: ['anna@example.com', 'bob@example.com'],
      verbs: ['impersonate'],
    },
    {
      apiGroups: [''],
      resources: ['groups'],
      resourceNames: ['platform', 'shop', 'viewers'],
      verbs: ['impersonate'],
    },
    {
      apiGroups: ['authentication.k8s.io'],
      resources: ['userextras/slack-user', 'userextras/slack-team', 'userextras/request-id'],
      verbs: ['impersonate'],
    },
  ])
})

test('where notifications are on, the bot may list and watch, and never a Secret', async () => {
  const { objects } = await rbac(`${PEOPLE}notifications: { channel: C0123456789 }\n`)
  const watching = rulesOf(objects).filter(({ verbs }) => !verbs.includes('impersonate'))

  expect(watching.length).toBeGreaterThan(3)
  expect(watching.every(({ verbs }) => verbs.join(' ') === 'list watch')).toBe(true)
  expect(watching.flatMap(({ resources }) => resources)).toContain('pods')
  expect(watching.flatMap(({ resources }) => resources)).not.toContain('secrets')
})

test('a detector that is off needs no right', async () => {
  const all = await rbac(`${PEOPLE}notifications: { channel: C0123456789 }\n`)
  const some = await rbac(
    `${PEOPLE}notifications: { channel: C0123456789, detectors: { off: ['volume-failed'] } }\n`,
  )

  expect(all.text).toContain('persistentvolumes')
  expect(some.text).not.toContain('persistentvolumes')
})

test('what threads show is asked for on its own', async () => {
  const config = `${PEOPLE}notifications: { channel: C0123456789 }\n`

  expect((await rbac(config)).text).not.toContain('pods/log')
  expect(rulesOf((await rbac(config, '--details')).objects)).toContainEqual({
    apiGroups: [''],
    resources: ['pods/log'],
    verbs: ['get'],
  })
})

test('where some namespaces are watched, the rights end there', async () => {
  const { objects } = await rbac(
    `${PEOPLE}notifications: { channel: C0123456789, namespaces: [shop, search] }\n`,
    '--service-account',
    'ops/watcher',
  )
  const roles = objects.filter(({ kind }) => kind === 'Role')

  expect(roles.map(({ metadata }) => metadata.namespace)).toEqual(['shop', 'search'])
  expect(rulesOf(roles).flatMap(({ resources }) => resources)).not.toContain('nodes')
  expect(objects.flatMap(({ subjects }) => subjects ?? [])[0]).toEqual({
    kind: 'ServiceAccount',
    namespace: 'ops',
    name: 'watcher',
  })
})

test('names that are not known beforehand are not let through by leaving them out', async () => {
  const { text, objects } = await rbac(`
clusters: [{ name: prod }]
policy: policy.yaml
identity:
  email: { enabled: true, domains: [example.com], groups: [staff], why: SSO is enforced here }
`)

  expect(text).toContain('# People are mapped by e-mail: add their users')
  expect(rulesOf(objects).filter(({ resources }) => resources?.includes('users'))).toEqual([])
})

test('each rule says what it is for', async () => {
  const { text } = await rbac(`${PEOPLE}notifications: { channel: C0123456789 }\n`)

  expect(text).toMatch(/# quota|# resourcequotas: .*quota-nearly-used/)
  expect(text).toContain('# to act as the people who are mapped, and as nobody else\n')
  for (const line of text.split('\n')) expect(line.length).toBeLessThan(121)
})

test('a mapping by e-mail that is off gives nobody a group', async () => {
  const { text } = await rbac(`${PEOPLE}  email: { groups: [staff] }\n`)

  expect(text).not.toContain('staff')
})

const TWO = PEOPLE.replace(
  '{ name: prod }',
  '{ name: prod }, { name: test, selfTest: { user: probe, groups: [a, b] } }',
)

test('of several clusters one is named, and only what that one needs is printed', async () => {
  const none = await rbac(TWO)
  const other = await rbac(TWO, '--cluster', 'tset')

  expect([none.code, other.code]).toEqual([2, 2])
  expect(none.stderr).toContain('Which cluster? Add --cluster. (which-cluster)')
  expect(other.stderr).toContain('Did you mean: test')
  expect((await rbac(TWO, '--cluster', 'prod')).text).not.toContain('probe')
  expect((await rbac(TWO, '--cluster', 'test')).text).toContain('probe')
})

test('a bot that comes from elsewhere is bound as the user or the group that it is there', async () => {
  const apiGroup = 'rbac.authorization.k8s.io'
  const subjectsOf = async (...options: string[]) =>
    (await rbac(PEOPLE, ...options)).objects.flatMap(({ subjects }) => subjects ?? [])

  expect(await subjectsOf('--user', 'bot@ops')).toEqual([
    { apiGroup, kind: 'User', name: 'bot@ops' },
  ])
  expect(await subjectsOf('--group', 'bots')).toEqual([{ apiGroup, kind: 'Group', name: 'bots' }])
  expect((await rbac(PEOPLE, '--user', 'a', '--group', 'b')).code).toBe(2)
  expect((await rbac(PEOPLE, '--user', '')).code).toBe(2)
})

describe('constrained', () => {
  const constrained = (policy: string, ...more: string[]) =>
    rbac(PEOPLE, { policy }, '--impersonation', 'constrained', ...more)
  const resourcesFor = (objects: readonly z.infer<typeof Role>[], verb: string) =>
    rulesOf(objects)
      .filter(({ verbs }) => verbs.includes(`impersonate-on:user-info:${verb}`))
      .flatMap(({ resources }) => resources ?? [])

  test('people are named as before, and nothing is granted by which the server could go beyond', async () => {
    const { objects, text } = await constrained(POLICY)
    const [users] = rulesOf(objects)

    expect(users).toMatchObject({
      apiGroups: ['authentication.k8s.io'],
      resourceNames: ['anna@example.com', 'bob@example.com'],
      verbs: ['impersonate:user-info'],
    })
    expect(rulesOf(objects).flatMap(({ verbs }) => verbs)).not.toContain('impersonate')
    expect(text).toContain('# Only for an API server with constrained impersonation')
  })

  test('a command that no rule opens needs no right', async () => {
    const look = 'rules: [{ name: look, effect: allow, reason: a test, risk: [read] }]'
    const scale =
      'rules: [{ name: a, effect: allow, reason: a test, risk: [read] }, { name: s, effect: allow, reason: a test, commands: [scale] }]'

    expect(resourcesFor((await constrained(look)).objects, 'patch')).toEqual([])
    expect(resourcesFor((await constrained(scale)).objects, 'patch')).toEqual([
      'replicationcontrollers/scale',
      'deployments/scale',
      'replicasets/scale',
      'statefulsets/scale',
    ])
  })

  test('only kinds that a rule opens may be looked at, and custom ones that are named', async () => {
    const pods = 'rules: [{ name: p, effect: allow, reason: a test, kinds: [pods] }]'
    const named = await constrained(pods, '--kind', 'rollouts.argoproj.io')

    expect(resourcesFor((await constrained(pods)).objects, 'get')).toEqual(['pods', 'pods/log'])
    expect(resourcesFor(named.objects, 'get')).toContain('rollouts')
    expect((await constrained(pods, '--kind', '*')).code).toBe(2)
  })

  test('Secrets are left out whatever the policy says, unless they are named', async () => {
    expect((await constrained(POLICY)).text).not.toContain('- secrets')
    expect((await constrained(POLICY, '--kind', 'secrets')).text).toContain('- secrets')
  })
})

test('an account that is none is a usage error', async () => {
  const { code, stderr } = await rbac(PEOPLE, '--service-account', 'ops')

  expect(code).toBe(2)
  expect(stderr).toContain('such as deckwatch/deckwatch')
})
