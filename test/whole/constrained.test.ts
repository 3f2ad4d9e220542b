import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { startCluster } from '../../playground/cluster/cluster.ts'
import type { EmbeddedCluster } from '../../playground/cluster/embedded-cluster.ts'
import type { RequestLine } from '../../playground/cluster/page-model.ts'
import { commands } from '../../commands/index.ts'
import { PolicyDocument } from '../../rbac/policy/policy.ts'
import { createPolicy } from '../../rbac/policy/create-policy.ts'
import { rightsOf } from '../../src/app/rights.ts'
import { manifestOf } from '../../src/cli/rbac-manifest.ts'
import { Settings } from '../../src/config/settings.ts'
import { askedBy, Granted, rightOf, rightsIn } from '../support/asked.ts'
import { createClusterClient } from '../support/cluster-client.ts'
import { saidBy, startWholeBot, type WholeBot } from '../support/whole-bot.ts'
import { fastClock } from '../support/whole-clock.ts'
import { NO_LIMITS, settled } from '../support/whole-stage.ts'

const CONFIG = `
clusters: [{ name: prod-eu, environment: production, kubeconfig: prod-eu.kubeconfig, context: bot }]
channels:
  C07SHP2K4QE: { cluster: prod-eu, namespace: shop }
identity:
  users:
    U07A1KX94QM: { user: alice, groups: [platform] }
    U07B2RZ81LT: { user: bob, groups: [shop-devs] }
policy: policy.yaml
health: { port: 0 }
${NO_LIMITS}`

const POLICY = `
rules:
  - { name: all, effect: allow, reason: a test, namespaces: ['*'] }
  - { name: wide, effect: allow, reason: a test, kinds: [nodes, namespaces] }
  - { name: no-secrets, effect: deny, reason: a test, kinds: [secrets] }
  - { name: big, effect: ask, reason: a test, commands: [scale], size: { moreThan: 8 }, approvers: { users: [U07A1KX94QM] } }
`

/** What people say so that every command that asks a cluster for anything does so. */
const SAID: readonly (readonly ['alice' | 'bob', string, string])[] = [
  ['bob', 'get pods', 'pods in shop'],
  ['bob', 'get wd', 'gear red 3'],
  ['alice', 'get deploy -n shpo', 'There is no namespace shpo'],
  ['bob', 'describe deploy/web', 'web'],
  ['bob', 'logs deploy/web --tail 3', 'web'],
  ['bob', 'events deploy/web', 'web'],
  ['bob', 'rollout status deploy/web', 'web'],
  ['bob', 'rollout status sts/cart', 'cart'],
  ['bob', 'scale deploy/web 5', '✓ Scaled'],
  ['bob', 'scale sts/cart 2', '✓ Scaled'],
  ['bob', 'restart deploy/web', '✓ Restarted'],
  ['bob', 'restart sts/cart', '✓ Restarted'],
  ['bob', 'rollback deploy/web --to-revision 1', 'web'],
  ['bob', 'rollback sts/cart', 'cart'],
  ['bob', 'pause deploy/web', '✓ Paused'],
  ['bob', 'resume deploy/web', '✓ Resumed'],
  ['bob', 'label deploy/web tier=front', '✓ Labelled'],
  ['bob', 'label pod/nothing tier=front', 'nothing'],
  ['alice', 'cordon node-b', '✓ Cordoned'],
  ['alice', 'uncordon node-b', '✓ Uncordoned'],
  ['bob', 'can-i scale deploy/web', 'Yes'],
  ['bob', 'whoami', 'bob'],
  ['bob', 'scale deploy/web 9', 'This needs approval'],
]

/** Beside what is typed. */
const BY_THEMSELVES = [
  'create authorization.k8s.io selfsubjectaccessreviews',
  'create authentication.k8s.io selfsubjectreviews',
  'list  namespaces',
  'list  nodes',
  'list  pods',
  'list  events',
  'list  services',
  'list  resourcequotas',
  'get  pods/log',
  'list apps replicasets',
  'list apps controllerrevisions',
  'list autoscaling horizontalpodautoscalers',
  'list policy poddisruptionbudgets',
  'patch  nodes',
  'patch apps deployments',
  'patch apps statefulsets',
  'patch apps deployments/scale',
  'patch apps statefulsets/scale',
]

const settings = Settings.parse(parse(CONFIG))
const policy = createPolicy({
  value: PolicyDocument.parse(parse(POLICY)),
  file: 'policy.yaml',
  lineOf: () => undefined,
})
const printed = (kinds: readonly string[]) => {
  const cluster = 'prod-eu'
  const deeds = { commands, policy, kinds }
  const rights = rightsOf(settings, { cluster, details: false, deeds })
  return manifestOf(rights, { cluster, subject: { kind: 'User', name: 'deckwatch' } })
}

describe('a cluster with constrained impersonation, and no right to impersonate beyond it', () => {
  let cluster: EmbeddedCluster
  let whole: WholeBot
  const lines: RequestLine[] = []
  const [role] = parseAllDocuments(printed(['widgets.shop.example.com']))

  beforeAll(async () => {
    cluster = await startCluster({ name: 'prod-eu', speed: 60, constrainedImpersonation: true })
    await settled(cluster)
    await grant(cluster, role?.toJS())
    cluster.onRequest((line) => lines.push(line))
    whole = await startWholeBot({
      config: CONFIG,
      policy: POLICY,
      files: { 'prod-eu.kubeconfig': cluster.kubeconfig() },
      clock: fastClock(4),
    })
  })
  afterAll(async () => {
    await whole.stop()
    await cluster.stop()
  })

  /** The bot itself was refused: whom it was to act as is not known then. */
  const refused = () =>
    lines.filter(({ code, impersonated }) => code === 403 && impersonated === undefined)

  test.each(SAID)('%s: “%s” is answered as anywhere', async (who, typed, expected) => {
    expect(saidBy(await whole.ask(who, typed))).toContain(expected)
    expect(refused()).toEqual([])
  })

  test('what the policy shuts, and a custom kind that was not named, is not even possible', async () => {
    expect(await asBob(cluster, '/api/v1/namespaces/shop/secrets')).toBe(403)
    expect(await asBob(cluster, '/apis/shop.example.com/v1/namespaces/shop/widgets')).toBe(200)
    expect(printed([])).not.toContain('widgets')
  })

  test('what no command does is not possible, whoever holds the credentials', async () => {
    expect(await asBob(cluster, '/api/v1/namespaces/shop/pods/x', 'DELETE')).toBe(403)
    expect(await asBob(cluster, '/api/v1/namespaces/shop/pods')).toBe(200)
  })

  test('what commands ask for by themselves was all asked', () => {
    const granted = rightsIn(Granted.parse(role?.toJS()))
    const asked = new Set(
      lines
        .filter(({ impersonated }) => impersonated !== undefined)
        .flatMap((line) => askedBy(line) ?? [])
        .map(rightOf),
    )

    expect(granted).toEqual(
      expect.arrayContaining(BY_THEMSELVES.map((right) => `impersonate-on:user-info:${right}`)),
    )
    expect(BY_THEMSELVES.filter((right) => !asked.has(right))).toEqual([])
  })
})

async function grant(cluster: EmbeddedCluster, role: unknown): Promise<void> {
  const { url, tokens } = cluster
  const client = createClusterClient({ url, ...tokens })
  const path = '/apis/rbac.authorization.k8s.io/v1/clusterroles/deckwatch-impersonator'
  const { metadata } = z
    .looseObject({ metadata: z.looseObject({}) })
    .parse((await client.call('GET', path)).body)
  const body = { ...z.looseObject({}).parse(role), metadata }
  expect((await client.call('PUT', path, { body })).code).toBe(200)
  await client.close()
}

/** With the bot's own credentials, past the bot. */
async function asBob({ url, tokens }: EmbeddedCluster, path: string, method = 'GET') {
  const client = createClusterClient({ url, ...tokens })
  const { code } = await client.call(method, path, { token: tokens.bot, as: 'bob' })
  await client.close()
  return code
}
