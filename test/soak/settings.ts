import { channels, people } from '../../playground/slack/workspace.ts'

/** Objects that people change, the one that needs votes, and those that fail; each in both clusters. */
export const DESKS = ['desk-0', 'desk-1', 'desk-2'] as const
export const TILL = 'till'
export const FRAIL = ['frail-0', 'frail-1', 'frail-2'] as const
export const CLUSTERS = ['prod-eu', 'staging'] as const

/** All parts on. */
export const CONFIG = `
slack: { adminChannel: ${channels.platform.id} }
clusters:
  - { name: prod-eu, environment: production, production: true, kubeconfig: prod-eu.kubeconfig, context: bot }
  - { name: staging, environment: staging, kubeconfig: staging.kubeconfig, context: bot }
channels:
  ${channels.shop.id}: { cluster: prod-eu, namespace: shop }
  ${channels.ops.id}: { cluster: staging, namespace: shop }
identity:
  users:
    ${people.alice.id}: { user: alice, groups: [platform], roles: [platform] }
    ${people.hana.id}: { user: hana, groups: [platform], roles: [platform] }
    ${people.ivan.id}: { user: ivan, groups: [platform], roles: [platform] }
    ${people.bob.id}: { user: bob, groups: [shop-devs], roles: [developer] }
    ${people.olga.id}: { user: olga, groups: [shop-owners], roles: [developer] }
    ${people.carol.id}: { user: carol, groups: [support], roles: [viewer] }
policy: policy.yaml
store: { path: deckwatch.sqlite }
audit: { checkpoints: { every: 1m, channel: ${channels.platform.id} } }
notifications:
  channel: ${channels.alarms.id}
  routes:
    - { name: staging, clusters: [staging], channel: ${channels.platform.id} }
  changes: { channel: ${channels.platform.id} }
  alertmanager: { port: 0 }
  deadman: { every: 10s }
health: { port: 0 }
`

/** One vote of the platform team for the till; who asks and gets none is told so after a minute. */
export const POLICY = `
roles: { viewer: {}, developer: {}, platform: {} }
rules:
  - name: look
    effect: allow
    reason: everybody with a role may look
    roles: [viewer, developer, platform]
    risk: [read]
  - name: change
    effect: allow
    reason: the team runs it
    roles: [developer, platform]
    risk: [change, danger]
  - name: till
    effect: ask
    reason: money is in it
    risk: [change, danger]
    names: [${TILL}]
    approvers: { roles: [platform] }
    waitFor: 1m
    useWithin: 1m
`
