import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'
import { channels, people } from '../../../playground/slack/workspace.ts'
import { runCli } from '../../../src/cli/program.ts'
import { serverOf } from '../../crash/place.ts'
import { type Call, startRelay } from '../../crash/relay.ts'
import { type ControlPlane, controlPlane } from '../../support/control-plane.ts'
import { fakeHost } from '../../support/fake-host.ts'
import { renderLayers } from '../../support/rendered.ts'
import { ALLOW_ALL } from '../../support/whole-bot.ts'
import { type Pod, startPod } from './pod.ts'

const NAMESPACE = 'deckwatch'

const CONFIG = `
clusters: [{ name: prod, environment: production, production: true, inCluster: true }]
identity:
  users:
    ${people.bob.id}: { user: bob, groups: [installed-devs, installed-shop] }
    ${people.alice.id}: { user: alice, groups: [installed-devs] }
policy: policy.yaml
store: { path: /var/lib/deckwatch/deckwatch.sqlite }
health: { port: 0 }
notifications: { channel: ${channels.ops.id} }
`

/** Applied to the cluster as an operator would, and running as the kubelet would run it. */
export type Installation = {
  readonly cluster: ControlPlane
  readonly pod: Pod
  /** Every call that reached the API server and was answered. */
  readonly calls: readonly Call[]
  /** Where the pod may connect to. */
  readonly allowed: readonly string[]
  remove(): Promise<void>
}

export async function install(kubeconfig: string, slack: EmbeddedSlack): Promise<Installation> {
  const cluster = controlPlane(kubeconfig)
  const folder = mkdtempSync(join(tmpdir(), 'deckwatch-installed-'))
  cluster.apply(...(await manifests(folder, slack)))
  const calls: Call[] = []
  const { key, cert } = identity(folder)
  const hear = (stage: string, call: Call) => {
    if (stage === 'answered') calls.push(call)
    return false
  }
  const relay = await startRelay(serverOf(readFileSync(kubeconfig, 'utf8')), hear, { key, cert })
  const api = new URL(relay.url)
  const surroundings = {
    KUBERNETES_SERVICE_HOST: api.hostname,
    KUBERNETES_SERVICE_PORT: api.port,
    SLACK_API_URL: slack.apiUrl,
  }
  const { args, env } = containerIn(cluster)
  const pod = startPod({
    args,
    env: { ...env, ...surroundings },
    volumes: {
      '/etc/deckwatch/config': dataOf(cluster, 'configmap/deckwatch-config'),
      '/etc/deckwatch/secrets': decoded(dataOf(cluster, 'secret/deckwatch-secrets')),
    },
    token: cluster.kubectl('-n', NAMESPACE, 'create', 'token', 'deckwatch').trim(),
    ca: cert,
  })
  return {
    cluster,
    pod,
    calls,
    allowed: [api.host, new URL(slack.apiUrl).host],
    async remove() {
      await relay.stop()
      rmSync(folder, { recursive: true, force: true })
      const roles = ['deckwatch-impersonator', 'deckwatch-watcher']
      cluster.kubectl('delete', 'clusterrole,clusterrolebinding', ...roles)
      cluster.kubectl('delete', 'namespace', NAMESPACE)
    },
  }
}

/** An operator's overlay: the configuration, the secrets, and the rights that `deckwatch rbac` prints. */
async function manifests(folder: string, slack: EmbeddedSlack) {
  const files = { 'deckwatch.yaml': CONFIG, 'policy.yaml': ALLOW_ALL }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const config = join(folder, 'deckwatch.yaml')
  const host = fakeHost(['rbac', '--config', config, '--details'])
  if ((await runCli(host)) !== 0) throw new Error(host.stderr())
  const own = { namespace: NAMESPACE, options: { disableNameSuffixHash: true } }
  return renderLayers({
    resources: ['base', 'rbac.yaml'],
    components: ['in-cluster', 'sqlite', 'kubernetes-1.20'].map((name) => `components/${name}`),
    files: {
      ...files,
      'rbac.yaml': host.stdout(),
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
    },
    more: {
      configMapGenerator: [{ ...own, name: 'deckwatch-config', files: Object.keys(files) }],
      secretGenerator: [
        { ...own, name: 'deckwatch-secrets', files: ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'] },
      ],
    },
  })
}

const Container = z.object({
  args: z.array(z.string()),
  env: z.array(z.object({ name: z.string(), value: z.string() })),
})

function containerIn(cluster: ControlPlane) {
  const path = '-o=jsonpath={.spec.template.spec.containers[0]}'
  const json = cluster.kubectl('-n', NAMESPACE, 'get', 'deployment/deckwatch', path)
  const { args, env } = Container.parse(JSON.parse(json))
  const pairs = env.map(({ name, value }) => [name, value] as const)
  return { args, env: Object.fromEntries(pairs) }
}

const Data = z.record(z.string(), z.string())

const dataOf = (cluster: ControlPlane, object: string) =>
  Data.parse(JSON.parse(cluster.kubectl('-n', NAMESPACE, 'get', object, '-o=jsonpath={.data}')))

const decoded = (data: z.infer<typeof Data>): z.infer<typeof Data> =>
  Object.fromEntries(
    Object.entries(data).map(([name, text]) => [name, Buffer.from(text, 'base64').toString()]),
  )

/** Of the relay, which stands where the API server is. */
function identity(folder: string) {
  const files = ['-keyout', 'key.pem', '-out', 'cert.pem']
  const name = ['-subj', '/CN=api', '-addext', 'subjectAltName=IP:127.0.0.1']
  const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...files, ...name]
  execFileSync('openssl', words, { cwd: folder, stdio: 'ignore' })
  const read = (file: string) => readFileSync(join(folder, file), 'utf8')
  return { key: read('key.pem'), cert: read('cert.pem') }
}
