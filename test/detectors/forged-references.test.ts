import { expect, test } from 'vitest'
import type { Watched, WatchedOwner } from '../../src/core/watched.ts'
import { detectors } from '../../src/detectors/index.ts'
import { worstPod } from '../../src/notify/details/failing-container.ts'
import { metadataOf } from '../../src/notify/lookout/metadata-of.ts'
import { incident } from '../support/held-incidents.ts'
import { ago, container, lookAt, NOW, ownedBy, podOf, watched } from '../support/watched-objects.ts'

// Whoever may make a pod, a job or an event in a namespace writes any reference into it: the API server checks none.
const crash = { waiting: 'CrashLoopBackOff', exit: 1, restarts: 4 }
const payroll = watched('deployments.apps/payroll', { namespace: 'hr', spec: { replicas: 1 } })
const revision = (name: string, number: number) =>
  watched(`replicasets.apps/${name}`, {
    namespace: 'hr',
    annotations: { 'deployment.kubernetes.io/revision': `${number}` },
    owners: ownedBy(payroll, 'Deployment'),
    createdAt: ago(600),
    spec: { template: { spec: { containers: [{ name: 'app', image: `payroll:${number}` }] } } },
  })
const [old, set] = [revision('payroll-1', 1), revision('payroll-2', 2)]
const paid = podOf([container(crash)], {
  uid: 'uid-paid',
  name: 'payroll-2-x',
  namespace: 'hr',
  owners: ownedBy(set, 'ReplicaSet'),
})
const { namespace: _, ...node } = watched('nodes/n1')

const owner = (more: Partial<WatchedOwner>): readonly WatchedOwner[] => [
  { group: 'x.io', kind: 'Thing', name: 'mine', uid: 'uid-mine', controller: true, ...more },
]
const mine = (owners: readonly WatchedOwner[]) =>
  podOf([container(crash)], { name: 'mine-1', uid: 'uid-mine-1', createdAt: ago(300), owners })

const look = (one: Watched) => lookAt(one, payroll, old, set, paid, node)
const seen = (one: Watched) =>
  detectors
    .filter(({ resource }) => one.resource === resource.split('.')[0])
    .flatMap((detector) => detector.look(one, look(one), NOW))

test('what really owns a pod is told about', () => {
  const [found] = seen(paid)

  expect(found?.about).toMatchObject({ kind: 'Deployment', name: 'payroll', namespace: 'hr' })
  expect(found?.rollout?.revision).toBe('2')
})

test.each<[string, Partial<WatchedOwner>]>([
  ['the uid of another namespace’s deployment', { uid: payroll.uid }],
  [
    'its name and kind as well',
    { group: 'apps', kind: 'Deployment', name: 'payroll', uid: payroll.uid },
  ],
  ['the uid of a node', { uid: node.uid }],
  ['what stands for the bot itself', { group: 'deckwatch', kind: 'Cluster', name: 'prod-eu' }],
  ['what stands for no object', { group: '', kind: 'Alert' }],
  [
    'more words of a command for a name',
    { group: 'apps', kind: 'Deployment', name: 'web --public' },
  ],
  ['a line of its own for a name', { name: 'web\nall is well' }],
  ['more words of a command for a kind', { kind: 'deploy/web --public x' }],
])('a pod that says it is owned by %s stands for itself', (_name, forged) => {
  const [found] = seen(mine(owner(forged)))

  expect(found?.about).toMatchObject({ kind: 'Pod', name: 'mine-1', namespace: 'shop' })
  expect(found?.explains).toEqual([])
})

test('a pod that borrows the ReplicaSet of another namespace learns nothing of its rollout', () => {
  const [found] = seen(mine(owner({ uid: set.uid })))

  expect(found?.rollout).toBeUndefined()
})

test('a job swallows no trouble of another namespace, however many owners it names', () => {
  const status = { conditions: [{ type: 'Failed', status: 'True', reason: 'X' }] }
  const owners = [paid, payroll, node].flatMap(({ uid }) => owner({ uid, controller: false }))
  const [found] = seen(watched('jobs.batch/mine', { status, owners }))

  expect(found?.cause).toBe('job-failed')
  expect(found?.explains).toEqual([])
})

const warning = (involvedObject: Readonly<Record<string, string>>) =>
  watched('events/mine.1', {
    body: {
      type: 'Warning',
      reason: 'Odd',
      message: 'pay me',
      count: 7,
      firstTimestamp: ago(1200),
      lastTimestamp: ago(30),
      involvedObject: {
        apiVersion: 'v1',
        kind: 'Pod',
        namespace: 'shop',
        name: 'x',
        ...involvedObject,
      },
    },
  })

test.each([
  ['a pod of another namespace', { uid: paid.uid }],
  ['a node', { kind: 'Node', uid: node.uid }],
  ['a node, and its name', { kind: 'Node', uid: node.uid, name: node.name }],
])('an event that borrows the uid of %s is told in its own namespace', (_name, borrowed) => {
  const [found] = seen(warning(borrowed))

  expect(found?.about).toMatchObject({ namespace: 'shop' })
})

test.each([
  ['the bot itself', { apiVersion: 'deckwatch/v1', kind: 'Cluster' }],
  ['no object', { kind: 'Alert' }],
  ['a command', { name: 'x --public' }],
])('an event about %s is left alone', (_name, forged) => {
  expect(seen(warning(forged))).toEqual([])
})

test('what is written on somebody else’s object does not choose the channel', () => {
  const about = { group: '', resource: 'pods', kind: 'Pod', namespace: 'shop', name: 'x', uid: 'u' }
  const theirs = watched('pods/other', { namespace: 'hr', uid: 'u', labels: { team: 'hr' } })
  const event = warning({ uid: 'u' })

  expect(metadataOf(about, event, lookAt(event, theirs)).labels).toEqual({})
})

test('the log of a pod is read for an incident only where the pod is what the incident calls it', () => {
  const about = {
    group: '',
    resource: 'pods',
    kind: 'Pod',
    namespace: 'shop',
    name: 'x',
    uid: paid.uid,
  }
  const borrowed = incident({ about, affected: { count: 1, some: [about] } })
  const owned = incident({ about: { ...about, uid: set.uid }, affected: { count: 0, some: [] } })

  expect(worstPod(borrowed, look(paid))).toBeUndefined()
  expect(worstPod(owned, look(paid))).toBeUndefined()
})
