import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { channels, people } from '../../playground/slack/workspace.ts'
import { botAccount } from '../support/bot-account.ts'
import { createClusterClient, STRATEGIC } from '../support/cluster-client.ts'
import { controlPlane } from '../support/control-plane.ts'
import { binding, clusterRole, deployment } from '../support/sample-objects.ts'

/** Where all of it is said. */
export const CHANNEL = channels.ops

/** `web` anybody of the team may change, `till` needs one of platform, `vault` two of platform and an owner. */
export const OBJECTS = ['web', 'till', 'vault'] as const

/** Makes a namespace with the objects, and the rights of bot and people. */
export function furnish(kubeconfig: string, namespace: string) {
  const cluster = controlPlane(kubeconfig)
  cluster.apply(
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    clusterRole(
      `${namespace}-team`,
      { apiGroups: [''], resources: ['*'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['apps', 'autoscaling', 'policy'], resources: ['*'], verbs: ['*'] },
    ),
    binding(`${namespace}-team`, { kind: 'Group', name: 'team' }, namespace),
    ...OBJECTS.map((name) => deployment(namespace, name, { replicas: 1 })),
  )
  const account = botAccount({ kubeconfig, namespace, config: configFor(namespace) })
  return {
    /** The text of one with which the bot has the rights of its account. */
    kubeconfig: account.kubeconfig,
    unfurnish() {
      cluster.kubectl('delete', 'namespace', namespace, '--wait=false')
      account.remove()
      cluster.kubectl('delete', 'clusterrole', `${namespace}-team`)
    },
  }
}

export const configFor = (namespace: string) => `
clusters:
  - {name: real, environment: production, production: true, kubeconfig: relayed.kubeconfig, context: bot}
channels:
  ${CHANNEL.id}: {cluster: real, namespace: ${namespace}}
identity:
  users:
    ${people.bob.id}: {user: bob, groups: [team], roles: [developer]}
    ${people.alice.id}: {user: alice, groups: [team], roles: [platform]}
    ${people.dave.id}: {user: dave, groups: [team], roles: [platform]}
    ${people.carol.id}: {user: carol, groups: [team], roles: [owner]}
policy: policy.yaml
store: {path: ../deckwatch.sqlite}
approvals: {takeoverAfter: 2s}
health: {port: 0}
limits: {perUser: {burst: 5000, perSecond: 1000}, total: {burst: 5000, perSecond: 1000}}
`

export const POLICY = `
roles: {developer: {}, platform: {}, owner: {}}
rules:
  - name: team-looks
    effect: allow
    reason: the team may look
    risk: [read]
  - name: developers-change
    effect: allow
    reason: developers run it
    roles: [developer]
    risk: [change, danger]
  - name: till-needs-one
    effect: ask
    reason: money is in it
    risk: [change, danger]
    names: [till]
    approvers: {roles: [platform]}
  - name: vault-needs-two-groups
    effect: ask
    reason: all the money is in it
    risk: [change, danger]
    names: [vault]
    approvers:
      - {name: platform, roles: [platform], count: 2}
      - {name: owners, roles: [owner]}
`

const Deployment = z.object({
  metadata: z.object({ generation: z.number() }),
  spec: z.object({ replicas: z.number() }),
})

/** Looks at the objects past the bot. */
export function reader(kubeconfig: string, namespace: string) {
  const url = serverOf(readFileSync(kubeconfig, 'utf8'))
  const client = createClusterClient({ url, admin: 'admintoken', bot: '' })
  return {
    close: client.close,
    async read(object: string) {
      const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${object}`
      const { metadata, spec } = Deployment.parse((await client.call('GET', path)).body)
      return { replicas: spec.replicas, generation: metadata.generation }
    },
    /** Another image: one more generation. */
    async meddle(object: string) {
      const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${object}`
      const containers = [{ name: 'app', image: `web:${Date.now()}` }]
      const body = { spec: { template: { spec: { containers } } } }
      await client.call('PATCH', path, { body, type: STRATEGIC })
    },
  }
}

const Kubeconfig = z.looseObject({
  clusters: z.tuple([z.looseObject({ cluster: z.looseObject({ server: z.string() }) })]),
})

/** Where the API server of a kubeconfig's text is. */
export const serverOf = (kubeconfig: string): string =>
  Kubeconfig.parse(parse(kubeconfig)).clusters[0].cluster.server

/** The same kubeconfig, but with another server. */
export const kubeconfigWith = (kubeconfig: string, server: string): string =>
  kubeconfig.replaceAll(serverOf(kubeconfig), server)
