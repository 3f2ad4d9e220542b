import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BotAccount, botAccount } from '../support/bot-account.ts'
import { kubeconfigWith, serverOf } from '../crash/place.ts'
import { type Relay, startRelay } from '../crash/relay.ts'
import { controlPlane } from '../support/control-plane.ts'
import { binding, clusterRole, deployment } from '../support/sample-objects.ts'
import { saidBy, startWholeBot, type WholeBot } from '../support/whole-bot.ts'

const KUBECONFIG = process.env['DECKWATCH_E2E_KUBECONFIG'] ?? ''
const SHOP = `road-${Date.now().toString(36)}`
const ROLE = `${SHOP}-devs`

const config = `
clusters:
  - {name: real, environment: test, kubeconfig: relayed.kubeconfig, context: bot}
channels:
  C07SHP2K4QE: {cluster: real, namespace: ${SHOP}}
identity:
  users:
    U07B2RZ81LT: {user: bob@acorn.example, groups: [${ROLE}, everybody]}
    U07C3VN65HS: {user: carol@acorn.example, groups: [everybody]}
policy: policy.yaml
health: {port: 0}
limits: {perUser: {burst: 500, perSecond: 100}, total: {burst: 500, perSecond: 100}}
`

describe.skipIf(!KUBECONFIG)('on a real control plane', () => {
  let whole: WholeBot
  let relay: Relay
  /** Calls for somebody that the bot made, whatever became of them. */
  let sent = 0
  let account: BotAccount
  const cluster = controlPlane(KUBECONFIG)

  beforeAll(async () => {
    cluster.apply(
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: SHOP } },
      clusterRole(
        ROLE,
        { apiGroups: [''], resources: ['*'], verbs: ['get', 'list', 'watch'] },
        { apiGroups: ['apps', 'autoscaling', 'policy', 'batch'], resources: ['*'], verbs: ['*'] },
        { apiGroups: ['shop.example.com'], resources: ['*'], verbs: ['*'] },
      ),
      binding(ROLE, { kind: 'Group', name: ROLE }, SHOP),
      deployment(SHOP, 'web'),
      deployment(SHOP, 'sick', { replicas: 2, deadline: 8 }),
    )
    cluster.kubectl('-n', SHOP, 'rollout', 'status', 'deploy/web', '--timeout=90s')
    cluster.kubectl('-n', SHOP, 'rollout', 'status', 'deploy/sick', '--timeout=90s')
    account = botAccount({ kubeconfig: KUBECONFIG, namespace: SHOP, config })
    relay = await startRelay(serverOf(account.kubeconfig), (stage, { headers }) => {
      if (stage === 'arrived' && headers['impersonate-user']) sent++
      return false
    })
    const relayed = kubeconfigWith(account.kubeconfig, relay.url)
    whole = await startWholeBot({ config, files: { 'relayed.kubeconfig': relayed } })
  })

  afterAll(async () => {
    await whole.stop()
    await relay.stop()
    cluster.kubectl('delete', 'namespace', SHOP, '--wait=false')
    account.remove()
    cluster.kubectl('delete', 'clusterrole', ROLE)
  })

  test('scaling is followed until the pods are available', async () => {
    const said = saidBy(await whole.ask('bob', 'scale deployment/web 5'))

    expect(said).toMatch(/✓ Scaled deployment\/web in road-\S+ in \d+ s/)
    expect(said).toContain('5 of 5 available')
    expect(
      cluster.kubectl('-n', SHOP, 'get', 'deploy/web', '-o=jsonpath={.status.availableReplicas}'),
    ).toBe('5')
  })

  test('scaling to zero and back works, although the server leaves zero out', async () => {
    expect(saidBy(await whole.ask('bob', 'scale deploy/web 0'))).toContain('✓ Scaled')
    expect(saidBy(await whole.ask('bob', 'scale deploy/web 3'))).toContain('3 of 3 available')
  })

  test('a restart is followed until every pod is new', async () => {
    const before = cluster.kubectl('-n', SHOP, 'get', 'pods', '-l', 'app=web', '-o=name')

    const said = saidBy(await whole.ask('bob', 'restart deploy/web'))

    expect(said).toContain('✓ Restarted deployment/web')
    const after = cluster.kubectl(
      '-n',
      SHOP,
      'get',
      'pods',
      '-l',
      'app=web',
      '--field-selector=status.phase=Running',
      '-o=name',
    )
    const kept = before
      .trim()
      .split('\n')
      .filter((pod) => after.includes(pod) && !isLeaving(pod))
    expect(kept).toEqual([])
  })

  const isLeaving = (pod: string) =>
    cluster.kubectl('-n', SHOP, 'get', pod, '-o=jsonpath={.metadata.deletionTimestamp}') !== ''

  test('a failing rollout is reported with its pods, their cause and last log lines', async () => {
    cluster.kubectl(
      '-n',
      SHOP,
      'patch',
      'deploy/sick',
      '-p',
      JSON.stringify(patchTo('web:1.5', 'crash')),
    )

    const said = saidBy(await whole.ask('bob', 'restart deploy/sick'))

    expect(said).toContain('✕ Restart of deployment/sick')
    expect(said).toContain('CrashLoopBackOff')
    expect(said).toContain('exit 1')
    expect(said).toMatch(/served|refused/)
    expect(said).not.toContain('hunter2')
  })

  test('rolling back leads to a working revision', async () => {
    const said = saidBy(await whole.ask('bob', 'rollback deploy/sick --to-revision 1'))

    expect(said).toContain('✓ Rolled back deployment/sick')
    expect(said).toContain('web:1.4')
    expect(
      cluster.kubectl(
        '-n',
        SHOP,
        'get',
        'deploy/sick',
        '-o=jsonpath={.spec.template.spec.containers[0].image}',
      ),
    ).toBe('web:1.4')
  })

  test('logs of a whole deployment come merged, with secrets taken out and nobody pinged', async () => {
    const said = saidBy(await whole.ask('bob', 'logs deploy/web --tail 30'))

    expect(said).toContain('served')
    expect(said).not.toMatch(/hunter2|xoxb-1111/)
  })

  test('a custom resource is found by its short name', async () => {
    cluster.apply(widgetDefinition)
    cluster.kubectl(
      'wait',
      '--for=condition=Established',
      'crd/widgets.shop.example.com',
      '--timeout=30s',
    )
    cluster.apply({
      apiVersion: 'shop.example.com/v1',
      kind: 'Widget',
      metadata: { name: 'blue', namespace: SHOP },
      spec: { size: 3 },
    })

    expect(saidBy(await whole.ask('bob', 'get wd'))).toContain('blue')
  })

  test('whoever the API server does not allow is refused by it, with the missing right', async () => {
    const said = saidBy(await whole.ask('carol', 'scale deploy/web 4'))

    expect(said).toContain('Kubernetes says no')
    expect(said).toContain('carol@acorn.example')
    expect(cluster.kubectl('-n', SHOP, 'get', 'deploy/web', '-o=jsonpath={.spec.replicas}')).toBe(
      '3',
    )
  })

  test.each([
    'logs ../secrets/db#',
    'get pods ..',
    'get pods web/../../secrets',
    'describe pod/%2e%2e',
    'scale deploy/web?x 3',
    'get pods -n ../kube-system',
    'get pods -n kube-system/secrets',
    'get deploy/wеb',
  ])('A1: %s sends nothing at all to the API server', async (typed) => {
    await whole.ask('bob', 'get pods')
    const before = sent

    const said = saidBy(await whole.ask('bob', typed))

    expect(sent - before).toBe(0)
    expect(said).toContain('⚠')
  })

  test('the API server saw the person, not the bot', () => {
    const yaml = cluster.kubectl(
      '-n',
      SHOP,
      'get',
      'deploy/web',
      '-o=json',
      '--show-managed-fields=true',
    )
    expect(yaml).toContain('deckwatch')
  })
})

const patchTo = (image: string, behave: string) => ({
  spec: {
    template: {
      metadata: { annotations: { 'test/behave': behave } },
      spec: { containers: [{ name: 'app', image }] },
    },
  },
})

const widgetDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.shop.example.com' },
  spec: {
    group: 'shop.example.com',
    scope: 'Namespaced',
    names: { plural: 'widgets', singular: 'widget', kind: 'Widget', shortNames: ['wd'] },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        },
      },
    ],
  },
}
