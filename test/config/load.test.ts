import { execFileSync } from 'node:child_process'
import { symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { ConfigError } from '../../src/core/errors.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const SMALLEST = `
clusters: [{ name: prod }]
identity: {}
policy: policy.yaml
`

async function load(text: string, env: Record<string, string> = {}) {
  const folder = temporaryFolder({ 'deckwatch.yaml': text })
  return { folder, config: await loadConfig(join(folder, 'deckwatch.yaml'), env) }
}

async function problemsOf(text: string, env: Record<string, string> = {}) {
  const error: unknown = await load(text, env).catch((thrown: unknown) => thrown)
  return error instanceof ConfigError ? error.problems.map(withoutFolder) : error
}

const withoutFolder = (problem: string) => problem.replace(/^.*\/deckwatch\.yaml/, 'deckwatch.yaml')

test('the smallest file gets every default', async () => {
  const { config, folder } = await load(SMALLEST)

  expect(config).toMatchObject({
    slack: { mode: 'socket', command: '/k8s' },
    clusters: [{ name: 'prod', environment: 'default', production: false }],
    policy: join(folder, 'policy.yaml'),
    limits: { perUser: { burst: 20, perSecond: 1 } },
    log: { level: 'info' },
    health: { port: 8080 },
  })
})

test('what is no file, or goes on for ever, is told and not waited for', async () => {
  const folder = temporaryFolder({})
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  const endless = join(folder, 'endless')
  symlinkSync('/dev/zero', endless)
  const large = join(folder, 'large')
  writeFileSync(large, '')
  truncateSync(large, 17 * 1024 * 1024)

  for (const [file, said] of [
    [pipe, 'it is no file'],
    [endless, 'it is no file'],
    [large, 'it is more than 16777216 bytes long'],
  ] as const)
    await expect(loadConfig(file, {})).rejects.toThrow(said)
})

test('paths are relative to the file, not to where the program runs', async () => {
  const { config, folder } = await load(`
clusters: [{ name: prod, kubeconfig: secret/kubeconfig }, { name: other }]
identity: {}
policy: /etc/policy.yaml
`)

  expect(config.clusters[0]?.kubeconfig).toBe(join(folder, 'secret/kubeconfig'))
  expect(config.clusters[1]).not.toHaveProperty('kubeconfig')
  expect(config.policy).toBe('/etc/policy.yaml')
})

test('every problem is told at once, each with line and path', async () => {
  const problems = await problemsOf(`
clusters:
  - name: prod
    enviroment: production
  - name: Prod EU
channels:
  general: { namespace: shop }
identity: {}
log: { level: loud }
`)

  expect(problems).toEqual([
    expect.stringMatching(/^deckwatch\.yaml:\d: policy: is missing/),
    expect.stringMatching(
      /^deckwatch\.yaml:4: clusters\[0\]\.enviroment: unknown key. Did you mean environment/,
    ),
    expect.stringMatching(/^deckwatch\.yaml:5: clusters\[1\]\.name: /),
    expect.stringMatching(/^deckwatch\.yaml:7: channels\.general: /),
    expect.stringMatching(/^deckwatch\.yaml:9: log\.level: is "loud", expected one of debug, info/),
  ])
})

test('a condition that is no sound expression is refused, with the line within it', async () => {
  const problems = await problemsOf(`
clusters: [{ name: prod }]
identity: {}
policy: policy.yaml
notifications:
  channel: C0123456789
  conditions:
    - name: certificate-late
      kind: certificates.cert-manager.io
      when: |
        has(object.status.notAfter) &&
        timestmp(object.status.notAfter) < now
      summary: is late
    - { name: certificate-late, kind: secrets, when: object.metadata.name, summary: is odd }
`)

  expect(problems).toEqual([
    expect.stringMatching(
      /^deckwatch\.yaml:12: notifications\.conditions\[0\]\.when: .*no function timestmp\. Did you mean timestamp/,
    ),
    expect.stringMatching(/^deckwatch\.yaml:14: .*\.kind: is not looked at by conditions/),
    expect.stringMatching(/^deckwatch\.yaml:14: .*\.when: gives no yes or no/),
    expect.stringMatching(/^deckwatch\.yaml:14: .*\.name: certificate-late is there twice/),
  ])
})

test('two clusters of one name are refused', async () => {
  const problems = await problemsOf(`
clusters:
  - name: prod
  - name: prod
identity: {}
policy: p
`)

  expect(problems).toEqual([
    'deckwatch.yaml:4: clusters[1].name: prod is already the name of clusters[0]',
  ])
})

test('a channel whose default cluster is not served is refused, with the name that was meant', async () => {
  const problems = await problemsOf(`
clusters: [{ name: prod-eu }]
channels:
  C0123456789: { cluster: prod-uе }
  C0123456780: { cluster: prod-ue }
identity: {}
policy: p
`)

  expect(problems).toEqual([
    expect.stringContaining('deckwatch.yaml:4: channels.C0123456789.cluster: no cluster'),
    'deckwatch.yaml:5: channels.C0123456780.cluster: no cluster "prod-ue"; did you mean prod-eu?',
  ])
})

test('names are checked in a file whose shape is wrong as well', async () => {
  const problems = await problemsOf(`
clusters:
  - name: prod-eu
  - name: prod-eu
  - nam: staging
defaultCluster: prod-ue
channels:
  C0123456780: { cluster: stagin, namespaces: shop }
`)

  expect(problems).toEqual([
    'deckwatch.yaml:2: identity: is missing, expected a map',
    'deckwatch.yaml:2: policy: is missing, expected text',
    'deckwatch.yaml:4: clusters[1].name: prod-eu is already the name of clusters[0]',
    'deckwatch.yaml:5: clusters[2].name: is missing, expected text',
    'deckwatch.yaml:5: clusters[2].nam: unknown key. Did you mean name?',
    'deckwatch.yaml:6: defaultCluster: no cluster "prod-ue"; did you mean prod-eu?',
    'deckwatch.yaml:8: channels.C0123456780.namespaces: unknown key. Did you mean namespace?',
    'deckwatch.yaml:8: channels.C0123456780.cluster: no cluster "stagin"; known: prod-eu',
  ])
})

test('SLACK_API_URL points the program at another server', async () => {
  const env = { SLACK_API_URL: 'http://127.0.0.1:4400/api/\n' }

  const { config } = await load(SMALLEST, env)

  expect(config.slack.apiUrl).toBe('http://127.0.0.1:4400/api/')
})

test('a SLACK_API_URL that is no URL is refused by name', async () => {
  expect(await problemsOf(SMALLEST, { SLACK_API_URL: 'slack.example' })).toEqual([
    'SLACK_API_URL is "slack.example", expected an http or https URL',
  ])
})

test('DECKWATCH_CONTEXT lets a pod’s configuration be tried from elsewhere', async () => {
  const inPod = SMALLEST.replace('name: prod', 'name: prod, inCluster: true')

  const { config } = await load(inPod, { DECKWATCH_CONTEXT: 'prod-eu' })

  expect(config.clusters[0]).toMatchObject({ name: 'prod', context: 'prod-eu' })
  expect(config.clusters[0]).not.toHaveProperty('inCluster')
})

test('DECKWATCH_CONTEXT that would replace nothing is refused', async () => {
  expect(await problemsOf(SMALLEST, { DECKWATCH_CONTEXT: 'prod-eu' })).toEqual([
    'DECKWATCH_CONTEXT is set, but no cluster has inCluster: there is nothing that it could replace',
  ])
})

test('DECKWATCH_STORE_PATH is another store, relative to where the program runs', async () => {
  const { config } = await load(SMALLEST, { DECKWATCH_STORE_PATH: 'trial.sqlite' })

  expect(config.store.path).toBe(join(process.cwd(), 'trial.sqlite'))
})

test.each([
  ['there is no such file', 'absent.yaml'],
  ['it is a directory', '.'],
])('a file that cannot be read says so: %s', async (reason, name) => {
  const file = join(temporaryFolder(), name)

  await expect(loadConfig(file, {})).rejects.toThrow(`${file}: cannot be read: ${reason}`)
})

test('what was read cannot be changed by accident', async () => {
  const { config } = await load(SMALLEST)

  expect(Object.isFrozen(config.limits.perUser)).toBe(true)
})
