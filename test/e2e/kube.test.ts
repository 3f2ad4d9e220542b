import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClusterReader, ClusterSession } from '../../src/core/cluster.ts'
import type { JsonPatch } from '../../src/core/plan.ts'
import { KubeObject } from '../../src/core/resource.ts'
import { createClusters, type KubeClusters } from '../../src/kube/clusters.ts'
import { ClusterSettings } from '../../src/kube/settings.ts'
import { type BotAccount, botAccount } from '../support/bot-account.ts'
import { fakeLog } from '../support/fake-log.ts'
import { failureOf } from '../support/kube-session.ts'
import { realClock } from '../support/kube-real-clock.ts'
import { matching, saying } from '../support/saying.ts'
import { noMeter } from '../../src/core/meter.ts'

const KUBECONFIG = process.env['DECKWATCH_E2E_KUBECONFIG'] ?? ''
const NAMESPACE = `kube-e2e-${Date.now().toString(36)}`
const never = new AbortController().signal

/** The bot's own rights are what `deckwatch rbac` prints for this. */
const CONFIG = `
clusters: [{ name: real, kubeconfig: kubeconfig, context: bot }]
identity:
  users:
    U07ANN00000: { user: ann, groups: [viewers, scalers] }
    U07BOB00000: { user: bob, groups: [viewers, scalers] }
policy: policy.yaml
`
const BOT = `system:serviceaccount:${NAMESPACE}:deckwatch`

/** What the cluster grants people: viewers see pods and logs, scalers may scale. */
const OBJECTS = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
  role('kube-e2e-view', [
    { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list'] },
  ]),
  role('kube-e2e-scale', [
    {
      apiGroups: ['apps'],
      resources: ['deployments', 'deployments/scale'],
      verbs: ['get', 'patch'],
    },
    { apiGroups: ['e2e.example.com'], resources: ['crontabs'], verbs: ['get', 'list'] },
  ]),
  binding('kube-e2e-view', { kind: 'Group', name: 'viewers' }),
  binding('kube-e2e-scale', { kind: 'Group', name: 'scalers' }),
  {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'crontabs.e2e.example.com' },
    spec: {
      group: 'e2e.example.com',
      scope: 'Namespaced',
      names: { plural: 'crontabs', singular: 'crontab', kind: 'CronTab', shortNames: ['ct'] },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
          },
          additionalPrinterColumns: [{ name: 'Spec', type: 'string', jsonPath: '.spec.cron' }],
        },
      ],
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: NAMESPACE },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'app', image: 'app:1' }] },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'slow', namespace: NAMESPACE, annotations: { 'test/behave': 'slow' } },
    spec: {
      containers: [
        { name: 'app', image: 'app:1' },
        { name: 'proxy', image: 'proxy:1' },
      ],
    },
  },
]

function role(name: string, rules: unknown) {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name },
    rules,
  }
}
function binding(name: string, subject: Readonly<Record<string, string>>) {
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name }
  const subjects = [{ apiGroup: 'rbac.authorization.k8s.io', ...subject }]
  return { ...role(name, undefined), kind: 'ClusterRoleBinding', roleRef, subjects }
}

function kubectl(words: readonly string[], input?: unknown): string {
  const options = { encoding: 'utf8', input: JSON.stringify(input) } as const
  return execFileSync(
    'kubectl',
    ['--kubeconfig', KUBECONFIG, '--context', 'admin', ...words],
    options,
  )
}

type Way = { readonly kubeconfig: string; readonly context: string }

function connect(way: Way, more: Readonly<Record<string, unknown>> = {}): KubeClusters {
  const settings = ClusterSettings.parse({ name: 'real', ...way, ...more })
  return createClusters([settings], {
    clock: realClock,
    log: fakeLog(),
    env: {},
    meter: noMeter,
    version: '0.0.0',
  })
}

function as(clusters: KubeClusters, user: string, ...groups: readonly string[]): ClusterSession {
  const actor = { userId: 'U1', teamId: 'T1', name: user, user, groups, roles: [] }
  return clusters.open('real', { actor, requestId: 'e2e', signal: never })
}

describe.skipIf(!KUBECONFIG)('on a real API server', () => {
  let clusters: KubeClusters
  let reader: ClusterReader
  let account: BotAccount
  const folder = mkdtempSync(join(tmpdir(), 'deckwatch-kube-'))
  const asBot = { kubeconfig: join(folder, 'kubeconfig'), context: 'bot' }
  const given = (context: string) => ({ kubeconfig: KUBECONFIG, context })

  beforeAll(async () => {
    kubectl(['apply', '-f', '-'], { apiVersion: 'v1', kind: 'List', items: OBJECTS })
    kubectl(['wait', '--for=condition=established', 'crd/crontabs.e2e.example.com'])
    const tab = {
      kind: 'CronTab',
      metadata: { name: 'nightly', namespace: NAMESPACE },
      spec: { cron: '@daily' },
    }
    kubectl(['apply', '-f', '-'], { apiVersion: 'e2e.example.com/v1', ...tab })
    kubectl(['-n', NAMESPACE, 'scale', 'deployment/web', '--replicas=2'])
    kubectl(['-n', NAMESPACE, 'rollout', 'status', 'deployment/web', '--timeout=60s'])
    account = botAccount({ kubeconfig: KUBECONFIG, namespace: NAMESPACE, config: CONFIG })
    writeFileSync(asBot.kubeconfig, account.kubeconfig)
    clusters = connect(asBot)
    reader = as(clusters, 'ann', 'viewers', 'scalers').reader
  })

  afterAll(async () => {
    await clusters.close()
    const all = {
      apiVersion: 'v1',
      kind: 'List',
      items: OBJECTS.filter(({ kind }) => kind !== 'CustomResourceDefinition'),
    }
    kubectl(['delete', '--wait=false', '--ignore-not-found', '-f', '-'], all)
    kubectl(['delete', 'clusterrole,clusterrolebinding', 'kube-e2e-wrong', '--ignore-not-found'])
    account.remove()
    rmSync(folder, { recursive: true })
  })

  test('K22: the self-test passes for a bot with few named rights and for one that may do all', async () => {
    await clusters.selfTest(never)
    const admin = connect(given('admin'))
    await admin.selfTest(never)

    expect(clusters.health()).toMatchObject([{ state: 'reachable', version: matching(/^v/) }])
    await admin.close()
  })

  test('K22: the self-test names the right that the bot lacks', async () => {
    const stranger = connect(asBot, {
      selfTest: { user: 'nobody', groups: ['viewers', 'scalers'] },
    })

    const error = await failureOf(stranger.selfTest(never))

    expect(error).toMatchObject({
      name: 'ConfigError',
      message: saying(`${BOT} lacks the right to impersonate users (tried nobody)`),
    })
    await stranger.close()
  })

  test('fact 11: somebody in two groups has the rights of both, somebody in one only of that', async () => {
    const pods = await reader.kind('po')
    const deployments = await reader.kind('deploy')
    const seePods = { verb: 'list', kind: pods, namespace: NAMESPACE } as const
    const scale = {
      verb: 'patch',
      kind: deployments,
      subresource: 'scale',
      namespace: NAMESPACE,
    } as const
    const viewer = as(clusters, 'bob', 'viewers').reader

    expect(await reader.review(seePods)).toMatchObject({ allowed: true })
    expect(await reader.review(scale)).toMatchObject({ allowed: true })
    expect(await viewer.review(seePods)).toMatchObject({ allowed: true })
    expect(await viewer.review(scale)).toMatchObject({ allowed: false })
  })

  test('the API server itself refuses what the person may not do, and we say which right is missing', async () => {
    const pods = await reader.kind('pods')
    const scaler = as(clusters, 'bob', 'scalers').reader

    const error = await failureOf(scaler.list({ kind: pods, namespace: NAMESPACE }, KubeObject))

    expect(error).toMatchObject({
      name: 'ForbiddenError',
      right: { user: 'bob', verb: 'list', resource: 'pods', namespace: NAMESPACE },
    })
  })

  test('somebody whom the bot may not impersonate is refused as the bot’s missing right', async () => {
    const kind = await reader.kind('po')
    const { reader: carol } = as(clusters, 'carol', 'viewers')

    const error = await failureOf(carol.list({ kind, namespace: NAMESPACE }, KubeObject))

    expect(error).toMatchObject({
      right: { user: BOT, verb: 'impersonate', resource: 'users', name: 'carol' },
    })
  })

  test('a table is what kubectl prints, columns of a CRD included', async () => {
    const pods = await reader.table({
      kind: await reader.kind('po'),
      namespace: NAMESPACE,
      labelSelector: 'app=web',
    })
    const tabs = await reader.table({ kind: await reader.kind('ct'), namespace: NAMESPACE })

    expect(pods.columns.map(({ name }) => name).slice(0, 4)).toEqual([
      'Name',
      'Ready',
      'Status',
      'Restarts',
    ])
    expect(pods.rows).toHaveLength(2)
    expect(pods.rows[0]).toMatchObject({ namespace: NAMESPACE, labels: { app: 'web' } })
    expect(tabs.rows).toMatchObject([{ name: 'nightly', cells: ['nightly', '@daily'] }])
  })

  test.each([
    'ct',
    'crontab',
    'CronTab',
    'crontabs.e2e.example.com',
    'crontabs.v1.e2e.example.com',
  ])('a CRD is found as %s', async (word) => {
    expect(await reader.kind(word)).toMatchObject({
      resource: 'crontabs',
      version: 'v1',
      namespaced: true,
    })
  })

  test('kinds that only an old version serves are found too', async () => {
    expect(await reader.kind('cj')).toMatchObject({ resource: 'cronjobs', group: 'batch' })
    expect(await reader.kind('hpa')).toMatchObject({ resource: 'horizontalpodautoscalers' })
    expect(await reader.kind('ev')).toMatchObject({ group: '', resource: 'events' })
  })

  test('logs come, are capped, and their absence is explained', async () => {
    const pods = await reader.list(
      { kind: await reader.kind('po'), namespace: NAMESPACE, labelSelector: 'app=web' },
      KubeObject,
    )
    const pod = pods.items[0]?.metadata.name ?? ''
    const logs = (more: object) => reader.logs({ namespace: NAMESPACE, pod, ...more })

    expect((await logs({ tailLines: 3 })).text.trim().split('\n')).toHaveLength(3)
    expect(await logs({ limitBytes: 10 })).toMatchObject({
      truncated: true,
      text: matching(/^.{10}$/s),
    })
    expect(await failureOf(logs({ container: 'nope' }))).toMatchObject({
      code: 'container-not-found',
    })
    expect(await failureOf(logs({ pod: 'slow' }))).toMatchObject({ code: 'container-needed' })
    expect(await failureOf(logs({ pod: 'gone' }))).toMatchObject({ code: 'object-not-found' })
    expect(await failureOf(logs({ pod: '../secrets/x#' }))).toMatchObject({ code: 'bad-name' })
  })

  describe('a JSON patch on the scale subresource', () => {
    const scale = async (patch: (uid: string) => JsonPatch, dryRun = false) => {
      const kind = await reader.kind('deploy')
      const { metadata } = await reader.get({ kind, namespace: NAMESPACE, name: 'web' }, KubeObject)
      const target = {
        kind,
        namespace: NAMESPACE,
        name: 'web',
        uid: metadata.uid,
        generation: 1,
        labels: {},
      }
      const effect = {
        verb: 'patch',
        target,
        subresource: 'scale',
        inverse: [],
        changes: [],
        follow: 'none',
      } as const
      const { writer } = as(clusters, 'ann', 'viewers', 'scalers')
      return writer.apply({ ...effect, patch: patch(metadata.uid) }, { dryRun })
    }
    const replicas = (from: number, to: number) => (uid: string) =>
      [
        { op: 'test', path: '/metadata/uid', value: uid },
        { op: 'test', path: '/spec/replicas', value: from },
        { op: 'replace', path: '/spec/replicas', value: to },
      ] as const

    test('changes the replicas when uid and replicas are as expected, and a dry run changes nothing', async () => {
      expect(await scale(replicas(2, 3), true)).toMatchObject({ object: { spec: { replicas: 3 } } })
      const applied = await scale(replicas(2, 3))

      expect(applied).toMatchObject({ object: { kind: 'Scale', spec: { replicas: 3 } } })
      expect(applied.auditId === undefined || applied.auditId.length > 8).toBe(true)
    })

    test('is refused as drifted when the replicas or the uid are others', async () => {
      expect(await failureOf(scale(replicas(2, 5)))).toMatchObject({
        name: 'ConflictError',
        code: 'drifted',
      })
      expect(await failureOf(scale(() => replicas(3, 5)('another-uid')))).toMatchObject({
        code: 'drifted',
      })
    })

    test('at zero replicas the field is absent: `/spec` is {} and the new value is added', async () => {
      expect(await scale(replicas(3, 0))).toMatchObject({ object: { spec: {} } })
      expect(await failureOf(scale(replicas(0, 1)))).toMatchObject({ code: 'drifted' })

      const fromZero = (uid: string): JsonPatch => [
        { op: 'test', path: '/metadata/uid', value: uid },
        { op: 'test', path: '/spec', value: {} },
        { op: 'add', path: '/spec/replicas', value: 2 },
      ]
      expect(await scale(fromZero)).toMatchObject({ object: { spec: { replicas: 2 } } })
    })

    test('that would make an invalid object says why', async () => {
      const error = await failureOf(scale(replicas(2, -1)))

      expect(error).toMatchObject({
        code: 'invalid-object',
        message: saying('spec.replicas'),
      })
    })
  })

  // By an account of its own, as no configuration prints rights that are wrong.
  test('K22: `userextras/*` grants nothing: the self-test names the key that is missing', async () => {
    const rule = {
      apiGroups: ['authentication.k8s.io'],
      resources: ['userextras/*'],
      verbs: ['impersonate'],
    }
    const everybody = { apiGroups: [''], resources: ['users', 'groups'], verbs: ['impersonate'] }
    const wrong = [
      role('kube-e2e-wrong', [everybody, rule]),
      binding('kube-e2e-wrong', { kind: 'User', name: 'deckwatch' }),
    ]
    kubectl(['apply', '-f', '-'], { apiVersion: 'v1', kind: 'List', items: wrong })

    const selfTest = async () => {
      const starred = connect(given('bot'))
      const error = await starred.selfTest(never).then(
        () => 'passed',
        (failure: unknown) => String(failure),
      )
      await starred.close()
      return error
    }
    await expect
      .poll(selfTest)
      .toContain('lacks the right to impersonate userextras/slack-user (tried self-test)')
  })
})
