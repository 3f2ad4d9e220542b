import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { startCluster } from '../../playground/cluster/cluster.ts'
import { runCli } from '../../src/cli/program.ts'
import { fakeHost } from '../support/fake-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { ALLOW_ALL } from '../support/whole-bot.ts'

const CONFIG = `clusters: [{ name: one, kubeconfig: one.kubeconfig, context: bot }]
identity: { users: { U0123456789: { user: bob, groups: [a, b] } } }
policy: policy.yaml
`
const Report = z.object({
  findings: z.array(
    z.object({ id: z.string(), what: z.string(), run: z.array(z.string()), level: z.string() }),
  ),
  passed: z.array(z.object({ what: z.string() })),
})

/** A certificate that vouches for itself, good for so many days. */
function certificate(name: string, days: number) {
  const folder = temporaryFolder()
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)]
  const make = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']
  const about = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1']
  const files = ['-nodes', '-keyout', key, '-out', cert, '-days', String(days)]
  execFileSync('openssl', [...make, ...about, ...files], { stdio: 'ignore' })
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
}

const DAY_S = 86_400
const inDays = (days: number) => Math.floor(Date.now() / 1000) + days * DAY_S
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
/** As a cluster issues it, but for the signature. */
const tokenUntil = (exp: number) =>
  `${part({ alg: 'none' })}.${part({ sub: 'system:serviceaccount:ops:bot', exp })}.x`

type Given = { readonly server?: number; readonly client?: number; readonly token?: string }

/** What the doctor says of a cluster whose certificates are good for so many days. */
async function diagnose({ server = 300, client = 300, token }: Given) {
  const tls = certificate('server', server)
  const mine = certificate('bot', client)
  const cluster = await startCluster({ seed: 'demo', tls })
  onTestFinished(() => cluster.stop())
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    contexts: [{ name: 'bot', context: { cluster: 'one', user: 'bot' } }],
    clusters: [
      {
        name: 'one',
        cluster: { server: cluster.url, 'certificate-authority-data': base64(tls.cert) },
      },
    ],
    users: [
      {
        name: 'bot',
        user: {
          token: token ?? cluster.tokens.bot,
          'client-certificate-data': base64(mine.cert),
          'client-key-data': base64(mine.key),
        },
      },
    ],
  }
  const files = { 'deckwatch.yaml': CONFIG, 'policy.yaml': ALLOW_ALL }
  const at = temporaryFolder({ ...files, 'one.kubeconfig': JSON.stringify(kubeconfig) })
  const words = ['doctor', '--config', `${at}/deckwatch.yaml`, '--only', 'clusters', '-o', 'json']
  const host = fakeHost(words)
  const code = await runCli(host)
  const { findings, passed } = Report.parse(JSON.parse(host.stdout()))
  // How fast it answers says something about the machine that runs this.
  return { code, passed, findings: findings.filter(({ id }) => id !== 'cluster-slow') }
}

test('certificates that are good for long are fine, with their last day', async () => {
  const { code, findings, passed } = await diagnose({})

  expect({ code, findings }).toEqual({ code: 0, findings: [] })
  expect(passed.map(({ what }) => what).join('\n')).toMatch(
    /certificate of its API server is good until \d{4}-.*bot’s certificate is good until \d{4}-/s,
  )
})

test('the server’s certificate is about to expire', async () => {
  const { code, findings } = await diagnose({ server: 13 })

  expect(code).toBe(0)
  expect(findings).toMatchObject([{ id: 'certificate-expires', level: 'warning' }])
  expect(findings[0]?.what).toMatch(/^one: the certificate of its API server expires in 12 d/)
})

test('the bot’s own certificate is about to expire', async () => {
  const { findings } = await diagnose({ client: 2 })

  expect(findings).toMatchObject([{ id: 'certificate-expires' }])
  expect(findings[0]?.what).toMatch(/^one: the bot’s certificate expires in 1 d/)
})

test('a token that has expired is told beside its refusal, with what makes a new one', async () => {
  const { code, findings } = await diagnose({ token: tokenUntil(inDays(-1)) })

  expect(code).toBe(1)
  expect(findings).toMatchObject([
    { id: 'cluster-credentials' },
    { id: 'token-expired', run: ['kubectl -n ops create token bot --duration 8760h'] },
  ])
})
