import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { runCli } from '../../src/cli/program.ts'
import { fakeHost } from '../support/fake-host.ts'
import { RestrictedPod } from './pod-security.ts'
import { only, render, type Rendered, renderLayers } from '../support/rendered.ts'

const ONES = ['kubeconfigs', 'http', 'alertmanager', 'deadman', 'kubernetes-1.20']
const COMPONENTS = [...ONES.map((name) => `components/${name}`), 'monitoring']
const Selector = z.record(z.string(), z.string())
const Template = z.object({
  replicas: z.int(),
  selector: z.object({ matchLabels: Selector }),
  template: z.object({ metadata: z.object({ labels: Selector }), spec: RestrictedPod }),
})

/** Debian's own kubectl of 1.20 renders no components; the end-to-end tests need a newer one as well. */
const kubectl = spawnSync('kubectl', ['kustomize', 'deploy/overlays/sqlite'])

describe.skipIf(kubectl.status !== 0)('what is applied to a cluster', () => {
  const overlays: readonly (readonly [name: string, objects: () => readonly Rendered[]])[] = [
    ['sqlite', once(() => render('deploy/overlays/sqlite'))],
    ['postgresql', once(() => render('deploy/overlays/postgresql'))],
    [
      'postgresql with every component',
      once(() => renderLayers({ resources: ['overlays/postgresql'], components: COMPONENTS })),
    ],
  ]

  const deploymentOf = (objects: readonly Rendered[]) =>
    Template.parse(only(objects, 'Deployment')['spec'])

  test.each(overlays)('%s: the pod is restricted, and its root read-only', (_, objects) => {
    const { template } = deploymentOf(objects())
    const [{ volumeMounts }] = template.spec.containers
    const writable = volumeMounts.filter(({ readOnly }) => readOnly !== true)

    expect(writable.map(({ mountPath }) => mountPath)).toEqual(
      writable.length > 0 ? ['/var/lib/deckwatch'] : [],
    )
    expect(volumeMounts.map(({ name }) => name).toSorted()).toEqual(
      template.spec.volumes.map(({ name }) => name).toSorted(),
    )
  })

  test.each(overlays)('%s: every selector means the pod', (_, objects) => {
    const { template } = deploymentOf(objects())
    const selectors = [...selectorsIn(objects())]

    expect(selectors.length).toBeGreaterThan(2)
    for (const selector of selectors) expect(template.metadata.labels).toMatchObject(selector)
  })

  test.each(overlays)('%s: everything lies in the namespace, which is restricted', (_, objects) => {
    const namespace = only(objects(), 'Namespace')
    const wide = ['Namespace', 'ClusterRole', 'ClusterRoleBinding']
    const within = objects().filter(({ kind }) => !wide.includes(kind))

    expect(namespace.metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    })
    expect([...new Set(within.map(({ metadata }) => metadata.namespace))]).toEqual(['deckwatch'])
  })

  test.each(overlays.slice(0, 2))('%s: what the pod reads is in what is mounted', (_, objects) => {
    const { template } = deploymentOf(objects())
    const [{ args, env }] = template.spec.containers
    const keysOf = (object: Rendered) => Object.keys(z.looseObject({}).parse(object['data']))
    const secrets = keysOf(only(objects(), 'Secret', 'deckwatch-secrets'))
    const config = keysOf(only(objects(), 'ConfigMap', 'deckwatch-config'))

    expect(env.map(({ value }) => value)).toEqual(
      secrets.map((name) => `/etc/deckwatch/secrets/${name}`).toSorted(byUse(env)),
    )
    expect(env.map(({ name }) => name)).toEqual(
      env.map(({ value }) => `${value.split('/').at(-1)}_FILE`),
    )
    expect(args).toEqual(['run', '--config', `/etc/deckwatch/config/${config[0]}`])
  })

  const byUse = (env: readonly { readonly value: string }[]) => (a: string, b: string) =>
    env.findIndex(({ value }) => value === a) - env.findIndex(({ value }) => value === b)

  test('on SQLite one pod is gone before the next one comes', () => {
    const spec = only(render('deploy/overlays/sqlite'), 'Deployment')['spec']

    expect(spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } })
  })

  test('on PostgreSQL a rollout and a drained node leave one of two', () => {
    const objects = render('deploy/overlays/postgresql')
    const rollingUpdate = { maxUnavailable: 0, maxSurge: 1 }

    expect(only(objects, 'Deployment')['spec']).toMatchObject({
      replicas: 2,
      strategy: { rollingUpdate },
    })
    expect(only(objects, 'PodDisruptionBudget')).toMatchObject({
      apiVersion: 'policy/v1',
      spec: { maxUnavailable: 1 },
    })
  })

  test('before 1.21 a PodDisruptionBudget is of the older version', () => {
    const [, , [, objects] = ['', () => []]] = overlays

    expect(only(objects(), 'PodDisruptionBudget').apiVersion).toBe('policy/v1beta1')
  })

  test('Slack comes in over HTTP with a signing secret, and needs no app token', () => {
    const objects = renderLayers({
      resources: ['overlays/sqlite'],
      components: ['components/http'],
    })
    const [{ env, ports }] = deploymentOf(objects).template.spec.containers

    expect(env.map(({ name }) => name).toSorted()).toEqual([
      'SLACK_BOT_TOKEN_FILE',
      'SLACK_SIGNING_SECRET_FILE',
    ])
    expect(ports.map(({ containerPort }) => containerPort)).toEqual([3000, 8080])
  })
})

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** Of Services, budgets and policies. */
function* selectorsIn(value: unknown): Generator<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, within] of Object.entries(value)) {
    // Others, whom a policy lets in or out.
    if (key === 'from' || key === 'to') continue
    const isOne = ['selector', 'podSelector', 'labelSelector', 'matchLabels'].includes(key)
    const flat = isOne ? Selector.safeParse(within).data : undefined
    if (flat) yield flat
    else yield* selectorsIn(within)
  }
}

test('every component is tried, and named in the README and the overlays', () => {
  const tried = [...ONES, 'in-cluster', 'sqlite', 'postgresql']
  const readme = readFileSync('deploy/README.md', 'utf8')
  const overlay = readFileSync('deploy/overlays/sqlite/kustomization.yaml', 'utf8')

  expect(readdirSync('deploy/components').toSorted()).toEqual(tried.toSorted())
  for (const name of tried) expect(readme).toContain(`components/${name}`)
  for (const name of tried.filter((it) => it !== 'postgresql'))
    expect(overlay).toContain(`components/${name}`)
})

test('the image starts with what the manifests start it with', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8')
  const deployment = readFileSync('deploy/base/deployment.yaml', 'utf8')
  const [, words = ''] = /^CMD \[(.*)\]$/m.exec(dockerfile) ?? []

  expect(deployment).toContain(`args: [${words.replaceAll('"', '')}]`)
})

test.each(['sqlite', 'postgresql'])('%s: its configuration is sound', async (name) => {
  const file = join('deploy/overlays', name, 'config/deckwatch.yaml')
  const host = fakeHost(['validate', '--config', file])

  expect(await runCli(host)).toBe(0)
  expect(host.stderr()).toBe('')
})

test.each(['sqlite', 'postgresql'])('%s: the bot does not start with its secrets', async (name) => {
  const folder = join('deploy/overlays', name)
  const secrets = readdirSync(join(folder, 'secrets')).filter((file) => !file.startsWith('.'))
  const paths = secrets.map((file) => [`${file}_FILE`, join(folder, 'secrets', file)] as const)
  const env: Record<string, string> = Object.fromEntries(paths)
  const args = ['run', '--config', join(folder, 'config/deckwatch.yaml')]
  const host = fakeHost(args, { env })

  expect(await runCli(host)).not.toBe(0)
  expect(host.stderr()).toMatch(/SLACK_BOT_TOKEN holds|DATABASE_URL is no URL/)
})
