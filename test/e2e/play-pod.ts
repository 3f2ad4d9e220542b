import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { stringify } from 'yaml'
import { z } from 'zod'
import type { ControlPlane } from '../support/control-plane.ts'

const Image = z.object({ entrypoint: z.array(z.string()) })
const Deployment = z.object({
  spec: z.object({
    template: z.object({
      spec: z.object({
        containers: z.tuple([
          z.object({
            args: z.array(z.string()),
            env: z.array(z.object({ name: z.string(), value: z.string() })),
            volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
          }),
        ]),
        volumes: z.array(
          z.object({
            name: z.string(),
            configMap: z.object({ name: z.string() }).optional(),
            secret: z.object({ secretName: z.string() }).optional(),
          }),
        ),
      }),
    }),
  }),
})
const Held = z.object({ data: z.record(z.string(), z.string()) })
const Kubeconfig = /server: "?(https:[^"}\s]+)/

type Parts = {
  readonly cluster: ControlPlane
  /** Holds `docker/`, where the image was built. */
  readonly folder: string
  readonly slack: { readonly apiUrl: string }
}

/**
 * Runs what the Deployment `deckwatch` says as a container would be run, where nothing runs containers: the image's
 * program with its arguments and variables, the mounted files below a folder, and the account's own token.
 */
export async function startPod({ cluster, folder, slack }: Parts): Promise<ChildProcess> {
  const root = join(folder, 'pod')
  const read = (what: string) =>
    JSON.parse(cluster.kubectl('-n', 'deckwatch', 'get', what, '-o=json')) as unknown
  const { containers, volumes } = Deployment.parse(read('deployment/deckwatch')).spec.template.spec
  const [{ args, env, volumeMounts }] = containers
  for (const { name, configMap, secret } of volumes) {
    const mount = volumeMounts.find((one) => one.name === name)?.mountPath ?? ''
    if (configMap) writeAll(join(root, mount), Held.parse(read(`configmap/${configMap.name}`)).data)
    if (secret) writeAll(join(root, mount), decoded(read(`secret/${secret.secretName}`)))
  }
  const { entrypoint } = Image.parse(
    JSON.parse(readFileSync(join(folder, 'docker/image.json'), 'utf8')),
  )
  const [, ...options] = entrypoint.map((word) =>
    word.replace(/^\/app\//, `${folder}/docker/image/app/`),
  )
  const within = (value: string) =>
    value.startsWith('/etc/deckwatch/') ? join(root, value) : value
  const child = spawn(process.execPath, [...options, ...args.map(within)], {
    env: {
      ...Object.fromEntries(env.map(({ name, value }) => [name, within(value)])),
      SLACK_API_URL: slack.apiUrl,
      KUBECONFIG: accountKubeconfig(cluster, root),
      DECKWATCH_CONTEXT: 'pod',
      DECKWATCH_STORE_PATH: join(root, 'deckwatch.sqlite'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await untilReady(child)
  return child
}

function writeAll(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text, { mode: 0o440 })
  }
}

const decoded = (secret: unknown) =>
  Object.fromEntries(
    Object.entries(Held.parse(secret).data).map(([name, text]) => [
      name,
      Buffer.from(text, 'base64').toString('utf8'),
    ]),
  )

/** What the mounted token and the address in the pod's environment say together. */
function accountKubeconfig(cluster: ControlPlane, root: string): string {
  const token = cluster.kubectl('-n', 'deckwatch', 'create', 'token', 'deckwatch').trim()
  const [, server] = Kubeconfig.exec(readFileSync(cluster.kubeconfig, 'utf8')) ?? []
  const path = join(root, 'kubeconfig')
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'pod', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'pod', user: { token } }],
    contexts: [{ name: 'pod', context: { cluster: 'pod', user: 'pod' } }],
  }
  writeFileSync(path, stringify(config))
  return path
}

async function untilReady(child: ChildProcess): Promise<void> {
  if (!child.stdout) throw new Error('the program has no output')
  const said: string[] = []
  const lines = createInterface({ input: child.stdout })
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      said.push(line)
      if (line.includes('"bot ready"')) resolve()
    })
    child.once('exit', (code) => reject(new Error(`it ended with ${code}:\n${said.join('\n')}`)))
  })
}
