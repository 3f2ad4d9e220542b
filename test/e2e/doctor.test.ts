import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { runCli } from '../../src/cli/program.ts'
import { controlPlane } from '../support/control-plane.ts'
import { fakeHost } from '../support/fake-host.ts'
import { binding, clusterRole } from '../support/sample-objects.ts'
import { ALLOW_ALL } from '../support/whole-bot.ts'

const KUBECONFIG = process.env['DECKWATCH_E2E_KUBECONFIG'] ?? ''
const HOME = `doctor-${Date.now().toString(36)}`
const BOT = { name: 'bot', namespace: HOME }

const CONFIG = `
clusters: [{ name: prod-eu, environment: test, kubeconfig: bot.kubeconfig, context: bot }]
identity: { users: { U0123456789: { user: bob, groups: [devs, shop] } } }
policy: policy.yaml
notifications: { channel: C0123456789 }
`
const Report = z.object({
  findings: z.array(z.object({ id: z.string(), what: z.string(), run: z.array(z.string()) })),
})

describe.skipIf(!KUBECONFIG)('what the doctor prints mends a real cluster as it stands', () => {
  const cluster = controlPlane(KUBECONFIG)
  const folder = mkdtempSync(join(tmpdir(), 'deckwatch-doctor-'))
  const given = KUBECONFIG && readFileSync(KUBECONFIG, 'utf8')

  const useToken = (token: string) =>
    writeFileSync(
      join(folder, 'bot.kubeconfig'),
      given.replace(/(name: bot, user: \{token: )[^}]+\}/, `$1${token}}`),
    )
  async function diagnose() {
    const words = ['--config', join(folder, 'deckwatch.yaml'), '--only', 'clusters,rights']
    const host = fakeHost(['doctor', ...words, '--output', 'json'])
    await runCli(host)
    const report = Report.parse(JSON.parse(host.stdout()))
    // The kubeconfig of this cluster says the one, the machine's other work may bring the other.
    const findings = report.findings.filter(({ id }) => !/^cluster-(?:insecure|slow)$/.test(id))
    const runOf = (id: string) => findings.find((one) => one.id === id)?.run ?? []
    return { ids: findings.map(({ id }) => id), runOf }
  }
  /** In the shell of an administrator, who has this program on the PATH. */
  function paste(command: string) {
    const ours = `deckwatch() { '${process.execPath}' src/main.ts "$@"; }`
    const env = { ...process.env, KUBECONFIG }
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['-c', `set -o pipefail; ${ours}; ${command}`],
      { env, encoding: 'utf8' },
    )
    return { status, stdout, stderr }
  }

  beforeAll(() => {
    writeFileSync(join(folder, 'deckwatch.yaml'), CONFIG)
    writeFileSync(join(folder, 'policy.yaml'), ALLOW_ALL)
    cluster.apply(
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: HOME } },
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: BOT },
    )
    useToken(cluster.kubectl('-n', HOME, 'create', 'token', 'bot').trim())
  })
  afterAll(() => {
    const roles = ['deckwatch-impersonator', 'deckwatch-watcher']
    cluster.kubectl('delete', 'clusterrole,clusterrolebinding', ...roles, '--ignore-not-found')
    cluster.kubectl('delete', 'clusterrole,clusterrolebinding', HOME, '--ignore-not-found')
    cluster.kubectl('delete', 'namespace', HOME, '--wait=false')
    rmSync(folder, { recursive: true })
  })

  test('C4: one command gives an account without any right all that it needs', async () => {
    const before = await diagnose()
    const missing = ['impersonation-unproven', 'right-to-act-missing', 'right-to-watch-missing']
    expect(before.ids).toEqual(expect.arrayContaining(missing))
    const [grant = ''] = before.runOf('right-to-act-missing')
    expect(missing.flatMap(before.runOf)).toEqual([grant, grant, grant])

    expect(paste(grant)).toMatchObject({ status: 0, stderr: '' })

    await expect.poll(async () => (await diagnose()).ids).toEqual(['token-expires'])
  })

  test('a token that ends soon is followed by one that does not', async () => {
    const [make = ''] = (await diagnose()).runOf('token-expires')

    useToken(paste(make).stdout.trim())

    expect((await diagnose()).ids).toEqual([])
  })

  test('C4: what gives too much is found, and gone once it is deleted', async () => {
    cluster.apply(
      clusterRole(HOME, { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list'] }),
      {
        ...binding(HOME, { kind: 'Group', name: '' }),
        subjects: [{ ...BOT, kind: 'ServiceAccount' }],
      },
    )
    await expect.poll(async () => (await diagnose()).ids).toContain('right-to-secrets')
    const commands = (await diagnose()).runOf('right-to-secrets')

    const said = commands.map((command) => paste(command))

    expect(said.map(({ status }) => status)).toEqual([0, 0])
    expect(said.at(-1)?.stdout).toContain(`clusterrolebinding.rbac.authorization.k8s.io/${HOME} `)
    cluster.kubectl('delete', 'clusterrolebinding', HOME)
    await expect.poll(async () => (await diagnose()).ids).toEqual([])
  })

  test('a cluster that is away is tried with the bot’s own kubeconfig', async () => {
    useToken('x')
    const file = join(folder, 'bot.kubeconfig')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/127\.0\.0\.1:\d+/, '127.0.0.1:9'))
    const [attempt = ''] = (await diagnose()).runOf('cluster-unreachable')

    expect(attempt).toBe(`kubectl --kubeconfig ${file} --context bot version`)
    expect(paste(attempt).stderr).toMatch(/127\.0\.0\.1:9 was refused/)
  })
})
