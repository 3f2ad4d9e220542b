import { expect, test } from 'vitest'
import { podsOfRollout } from '../../../src/core/kinds/rollout-pods.ts'
import { Workload } from '../../../src/core/kinds/workload.ts'
import {
  type FakeCluster,
  fakeClusterReader,
  type PlainObject,
} from '../../support/fake-cluster-reader.ts'
import {
  controllerRevision,
  daemonSet,
  deployment,
  replicaSet,
  statefulSet,
} from '../../support/kube-objects.ts'
import { pod } from '../../support/kube-pods.ts'

const namesFor = async (object: PlainObject, cluster: FakeCluster) => {
  const pods = await podsOfRollout(fakeClusterReader(cluster), Workload.parse(object))
  return pods.map(({ metadata }) => metadata.name)
}

const labelled = (owner: PlainObject, name: string, [label, value]: readonly [string, string]) =>
  pod({ name, owner, labels: { app: 'web', [label]: value } })

test('of a deployment: those of its newest ReplicaSet, and nobody else’s', async () => {
  const web = deployment()
  const [old, next] = [
    replicaSet({ owner: web, revision: 1 }),
    replicaSet({ owner: web, revision: 2 }),
  ]
  const stranger = replicaSet({ name: 'stranger', revision: 9 })
  const objects = [
    old,
    next,
    stranger,
    labelled(old, 'old', ['pod-template-hash', '1']),
    labelled(next, 'new', ['pod-template-hash', '2']),
    labelled(stranger, 'strange', ['pod-template-hash', '2']),
  ]

  expect(await namesFor(web, { objects })).toEqual(['new'])
})

test('of a deployment whose controller made nothing yet: none', async () => {
  expect(await namesFor(deployment(), { objects: [] })).toEqual([])
})

test('of a statefulset: those of its update revision', async () => {
  const db = statefulSet()
  const objects = ['db-1', 'db-2'].map((hash) =>
    labelled(db, hash, ['controller-revision-hash', hash]),
  )

  expect(await namesFor(db, { objects })).toEqual(['db-2'])
})

test('of a daemonset: those of its newest controller revision', async () => {
  const agent = daemonSet()
  const objects = [
    ...[1, 2].map((revision) => controllerRevision(agent, revision)),
    ...[1, 2].map((n) => labelled(agent, `pod-${n}`, ['controller-revision-hash', `agent-${n}`])),
  ]

  expect(await namesFor(agent, { objects })).toEqual(['pod-2'])
})

test('of a daemonset whose revisions may not be listed: all its pods', async () => {
  const agent = daemonSet()
  const objects = [labelled(agent, 'a', ['controller-revision-hash', 'x'])]
  const forbidden = ['list controllerrevisions']

  expect(await namesFor(agent, { objects, forbidden })).toEqual(['a'])
})
