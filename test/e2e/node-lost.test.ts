import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageMessage } from '../../playground/slack/page-model.ts'
import { channels } from '../../playground/slack/workspace.ts'
import { heartbeat } from '../support/control-plane.ts'
import { deployment } from '../support/sample-objects.ts'
import { saidBy } from '../support/whole-bot.ts'
import { becomes, shown } from '../support/whole-screen.ts'
import { behave } from './troubles/trouble.ts'
import { onlyOne, startWatchStage, until, type WatchStage } from './watch-stage.ts'

const KUBECONFIG = process.env['DECKWATCH_E2E_KUBECONFIG'] ?? ''
const PREFIX = `lost-${Date.now().toString(36)}`
const [SHOP, NIGHT] = [`${PREFIX}-shop`, `${PREFIX}-night`]
const { shop, platform, alarms } = channels
const NODE = 'node-2'
const ON_NODE = `--field-selector=spec.nodeName=${NODE}`
/** Pods of earlier tests, which would be told with the node. */
const LEAVING = '{.items[?(@.metadata.deletionTimestamp)].metadata.name}'

describe.skipIf(!KUBECONFIG)('on a real control plane, with a node lost', () => {
  let stage: WatchStage
  const kubectl = (...words: readonly string[]) => stage.cluster.kubectl(...words)

  beforeAll(async () => {
    stage = await startWatchStage({
      kubeconfig: KUBECONFIG,
      namespaces: { [SHOP]: shop, [NIGHT]: platform },
    })
    stage.cluster.apply(
      cronJob('report', 'fail', { concurrencyPolicy: 'Allow' }),
      cronJob('endless', 'ready', { concurrencyPolicy: 'Forbid' }),
      onNode(deployment(SHOP, 'web', { replicas: 2 })),
      onNode(deployment(SHOP, 'broken', { replicas: 1, behave: 'crash' })),
      daemonSet(),
    )
    kubectl('-n', SHOP, 'rollout', 'status', 'deploy/web', '--timeout=90s')
    kubectl('-n', SHOP, 'rollout', 'status', 'ds/agent', '--timeout=90s')
    await shown(stage, shop, `deployment/broken in ${SHOP}`, 'incident')
    await until(() => kubectl('get', 'pods', '-A', `-o=jsonpath=${LEAVING}`, ON_NODE), /^$/)
    heartbeat(stage.cluster, NODE, 'down')
  })
  afterAll(async () => {
    heartbeat(stage.cluster, NODE, 'up')
    await stage.stop()
  })

  const readiness = () =>
    kubectl('get', 'node', NODE, '-o=jsonpath={.status.conditions[?(@.type=="Ready")].status}')
  const cardOf = (where: { readonly id: string }, about: string) =>
    onlyOne(stage.roots(where), about)
  const said = (where: { readonly id: string }) => stage.roots(where).map(saidBy)

  test('the node is told once, and what crashed on it before is told with it', async () => {
    await until(readiness, /Unknown/)
    const told = shown(stage, alarms, `node/${NODE} is not ready`, 'incident', 'Kubelet stopped')
    const card = await stage.passUntil(told)

    await becomes(stage, cardOf(shop, `deployment/broken in ${SHOP}`), `Part of node/${NODE}`)
    expect(saidBy(card)).toMatch(/\d pods are on it/)
  })

  test('a failed run of a CronJob is told of it, and a later one that ends well ends it', async () => {
    await until(
      () => kubectl('-n', NIGHT, 'get', 'jobs', '-o=jsonpath={..status.conditions}'),
      /BackoffLimitExceeded/,
    )
    const whom = `cronjob/report in ${NIGHT}`
    const card = await shown(stage, platform, whom, 'failed (BackoffLimitExceeded)', 'incident')
    await stage.restart(() => {
      patch('cronjob/report', { spec: { suspend: true } })
      const uid = kubectl('-n', NIGHT, 'get', 'cronjob/report', '-o=jsonpath={.metadata.uid}')
      stage.cluster.apply(runByHand('report', uid))
    })
    const succeeded = '-o=jsonpath={.status.conditions[*].type}'
    await until(() => kubectl('-n', NIGHT, 'get', 'job/report-by-hand', succeeded), /Complete/)

    const over = await becomes(stage, card, `○ ${whom} is fine again`)
    expect(saidBy(over)).toContain('failed (BackoffLimitExceeded)')
  })

  const patch = (object: string, change: object) =>
    kubectl('-n', NIGHT, 'patch', object, '--type=merge', '-p', JSON.stringify(change))

  test('after minutes its pods and who runs them are part of it; a CronJob that waits for itself is told', async () => {
    await until(() => kubectl('-n', NIGHT, 'get', 'cronjob/endless', '-o=yaml'), /\n {2}active:/)
    const card = cardOf(alarms, `node/${NODE}`)
    const parts = ['Told with it', 'deployment/web', 'daemonset/agent', 'deployment/broken']

    await stage.passUntil(
      Promise.all([
        becomes(stage, card, ...parts),
        shown(stage, platform, `cronjob/endless in ${NIGHT}`, 'waits for its previous run'),
      ]),
      () => patch('cronjob/endless', { metadata: { labels: { at: String(Date.now()) } } }),
    )
    expect(said(shop)).toHaveLength(1)
    expect(said(alarms)).toHaveLength(1)
  })

  test('a restart tells nothing anew; the node comes back and everything ends on its message', async () => {
    const before = everyRoot().map(({ ts }) => ts)
    const node = cardOf(alarms, `node/${NODE}`)
    const broken = cardOf(shop, `deployment/broken in ${SHOP}`)
    const endless = cardOf(platform, `cronjob/endless in ${NIGHT}`)

    await stage.restart(() => stage.setRight())
    heartbeat(stage.cluster, NODE, 'up')
    patch('cronjob/endless', { spec: { suspend: true } })
    await until(readiness, /True/)
    await becomes(stage, broken, 'crashes (exit 1)', 'Next:')
    behave({ cluster: stage.cluster, namespace: SHOP }, 'deployment/broken', 'ready')
    await Promise.all(['web', 'agent', 'broken'].map(isWell))

    await stage.passUntil(
      Promise.all([
        becomes(stage, node, `○ node/${NODE} is fine again`),
        becomes(stage, broken, `○ deployment/broken in ${SHOP} is fine again`),
        becomes(stage, endless, `○ cronjob/endless in ${NIGHT} is fine again`),
      ]),
    )
    expect(everyRoot().map(({ ts }) => ts)).toEqual(before)
    expect(before).toHaveLength(4)
  })

  const everyRoot = (): readonly PageMessage[] =>
    [shop, platform, alarms].flatMap((where) => stage.roots(where))
  const isWell = (app: string) => {
    const path =
      '{range .items[*]}{.metadata.deletionTimestamp}{.status.conditions[?(@.type=="Ready")].status} {end}'
    return until(
      () => kubectl('-n', SHOP, 'get', 'pods', '-l', `app=${app}`, `-o=jsonpath=${path}`),
      /^(True )+$/,
    )
  }
})

function onNode(workload: ReturnType<typeof deployment>) {
  const { spec } = workload
  const { template } = spec
  const nodeSelector = { 'kubernetes.io/hostname': NODE }
  return {
    ...workload,
    spec: { ...spec, template: { ...template, spec: { ...template.spec, nodeSelector } } },
  }
}

function daemonSet() {
  const { spec, ...rest } = deployment(SHOP, 'agent')
  const { selector, template } = spec
  return { ...rest, kind: 'DaemonSet', spec: { selector, template } }
}

const jobSpec = (behave: string) => ({
  backoffLimit: 0,
  template: {
    metadata: { annotations: { 'test/behave': behave } },
    spec: {
      restartPolicy: 'Never',
      nodeSelector: { 'kubernetes.io/hostname': 'node-0' },
      containers: [{ name: 'app', image: 'report:1' }],
    },
  },
})

const cronJob = (name: string, behave: string, more: object) => ({
  apiVersion: 'batch/v1beta1',
  kind: 'CronJob',
  metadata: { name, namespace: NIGHT },
  spec: { schedule: '* * * * *', ...more, jobTemplate: { spec: jobSpec(behave) } },
})

/** One more run of a CronJob, as `kubectl create job --from` makes it; this one ends well. */
const runByHand = (cronJob: string, uid: string) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: {
    name: `${cronJob}-by-hand`,
    namespace: NIGHT,
    ownerReferences: [
      { apiVersion: 'batch/v1beta1', kind: 'CronJob', name: cronJob, uid, controller: true },
    ],
  },
  spec: jobSpec('succeed'),
})
