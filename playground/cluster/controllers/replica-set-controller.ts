import { isActive, isReady, withCondition, type Pod } from '../kinds/pod-shape.ts'
import type { ReplicaSet } from '../kinds/replica-sets.ts'
import { withoutEmpty } from '../json/value.ts'
import { StatusError } from '../rest/status-error.ts'
import { refOf } from '../storage/kube-object.ts'
import type { Controller } from './controller.ts'
import { isControlledBy, itself, ownerKey, refOfKey } from './keys.ts'
import { podFromTemplate } from './pod-from-template.ts'
import type { World } from './world.ts'

const FROM = 'replicaset-controller'

/** Keeps as many pods as a ReplicaSet wants. */
export function createReplicaSetController(world: World): Controller {
  const { replicaSets, pods } = world.resources
  return {
    name: FROM,
    concerns: (change) => [
      ...itself(change, 'apps/replicasets'),
      ...ownerKey(change, 'ReplicaSet'),
    ],
    reconcile(key) {
      const set = replicaSets.get(refOfKey(key))
      if (!set || set.metadata.deletionTimestamp) return undefined
      const mine = pods.list(set.metadata.namespace).filter((pod) => isControlledBy(pod, set))
      const failure = fill(world, set, mine.filter(isActive))
      writeStatus(world, set, failure)
      return failure ? 5000 : undefined
    },
  }
}

/** Creates or deletes pods; answers why one could not be created. */
function fill(world: World, set: ReplicaSet, active: readonly Pod[]): string | undefined {
  const { pods } = world.resources
  const missing = set.spec.replicas - active.length
  for (const pod of leastUseful(active).slice(0, Math.max(0, -missing))) {
    pods.remove(refOf(pod))
    const message = `Deleted pod: ${pod.metadata.name}`
    world.events.record(set, { reason: 'SuccessfulDelete', message, from: FROM })
  }
  try {
    for (let i = 0; i < missing; i++) {
      const pod = pods.create(podFromTemplate(set.spec.template, set))
      const message = `Created pod: ${pod.metadata.name}`
      world.events.record(set, { reason: 'SuccessfulCreate', message, from: FROM })
    }
    return undefined
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    const message = `Error creating: ${error.message}`
    world.events.record(set, { type: 'Warning', reason: 'FailedCreate', message, from: FROM })
    return error.message
  }
}

/** Unscheduled, then unready, then youngest first: what a ReplicaSet gives up first. */
function leastUseful(pods: readonly Pod[]): readonly Pod[] {
  const worth = (pod: Pod) => (pod.spec.nodeName ? 1 : 0) + (isReady(pod) ? 2 : 0)
  const age = (pod: Pod) => Date.parse(pod.metadata.creationTimestamp)
  return pods.toSorted((a, b) => worth(a) - worth(b) || age(b) - age(a))
}

function writeStatus({ resources, pace }: World, set: ReplicaSet, failure: string | undefined) {
  const { replicaSets, pods } = resources
  const active = pods
    .list(set.metadata.namespace)
    .filter((pod) => isControlledBy(pod, set) && isActive(pod))
  const ready = active.filter(isReady).length
  const lastTransitionTime = pace.stamp()
  const conditions = failure
    ? withCondition(set.status.conditions, {
        type: 'ReplicaFailure',
        status: 'True',
        reason: 'FailedCreate',
        message: failure,
        lastTransitionTime,
      })
    : (set.status.conditions ?? []).filter((one) => one.type !== 'ReplicaFailure')
  replicaSets.update(
    refOf(set),
    (current) => ({
      ...current,
      status: {
        replicas: active.length,
        ...withoutEmpty({
          fullyLabeledReplicas: active.length,
          readyReplicas: ready,
          availableReplicas: ready,
          observedGeneration: current.metadata.generation ?? 1,
          conditions,
        }),
      },
    }),
    { part: 'status' },
  )
}
