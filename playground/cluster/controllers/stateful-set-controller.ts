import { withoutEmpty } from '../json/value.ts'
import { isReady, type Pod } from '../kinds/pod-shape.ts'
import type { StatefulSet } from '../kinds/stateful-sets.ts'
import { refOf } from '../storage/kube-object.ts'
import type { Controller } from './controller.ts'
import { hashLabel, recordRevision, REVISION_HASH } from './controller-history.ts'
import { isControlledBy, itself, ownerKey, refOfKey } from './keys.ts'
import { podFromTemplate } from './pod-from-template.ts'
import type { World } from './world.ts'

const FROM = 'statefulset-controller'

/** Brings numbered pods up one after the other, and takes them down or updates them from the last. */
export function createStatefulSetController(world: World): Controller {
  const { statefulSets, pods } = world.resources
  const podsOf = (set: StatefulSet) =>
    pods.list(set.metadata.namespace).filter((pod) => isControlledBy(pod, set))
  return {
    name: FROM,
    concerns: (change) => [
      ...itself(change, 'apps/statefulsets'),
      ...ownerKey(change, 'StatefulSet'),
    ],
    reconcile(key) {
      const set = statefulSets.get(refOfKey(key))
      if (!set || set.metadata.deletionTimestamp) return undefined
      const hash = recordRevision(world, set)
      step(world, set, { hash, pods: podsOf(set) })
      writeStatus(world, set, { hash, pods: podsOf(set) })
      return undefined
    },
  }
}

type Present = { readonly hash: string; readonly pods: readonly Pod[] }

/** The one thing to do next; ordered sets wait for each pod before the next. */
function step(world: World, set: StatefulSet, { hash, pods }: Present) {
  const { name } = set.metadata
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(pod), pod]))
  const ordered = set.spec.podManagementPolicy === 'OrderedReady'
  for (let ordinal = 0; ordinal < set.spec.replicas; ordinal++) {
    const pod = byOrdinal.get(ordinal)
    if (!pod) create(world, set, { name: `${name}-${ordinal}`, hash })
    else if (pod.status.phase === 'Failed' || isObsolete(pod, hash)) remove(world, set, pod)
    if (ordered && !serves(pod)) return
  }
  const last = pods.toSorted((a, b) => ordinalOf(b) - ordinalOf(a))
  const surplus = last.find((pod) => ordinalOf(pod) >= set.spec.replicas)
  if (surplus) return remove(world, set, surplus)
  if (set.spec.updateStrategy.type === 'OnDelete') return
  const partition = set.spec.updateStrategy.rollingUpdate.partition ?? 0
  const outdated = last.find((pod) => hashLabel(pod) !== hash && ordinalOf(pod) >= partition)
  if (outdated) remove(world, set, outdated)
}

const serves = (pod: Pod | undefined) =>
  pod !== undefined && isReady(pod) && !pod.metadata.deletionTimestamp

/** A broken pod of an older revision must not block the update that would mend it. */
const isObsolete = (pod: Pod, hash: string) => !isReady(pod) && hashLabel(pod) !== hash

const ordinalOf = (pod: Pod) => Number(/-(\d+)$/.exec(pod.metadata.name)?.[1] ?? -1)

function create(world: World, set: StatefulSet, { name, hash }: { name: string; hash: string }) {
  const labels = { 'statefulset.kubernetes.io/pod-name': name, [REVISION_HASH]: hash }
  world.resources.pods.create(podFromTemplate(set.spec.template, set, { name, labels }))
  const message = `create Pod ${name} in StatefulSet ${set.metadata.name} successful`
  world.events.record(set, { reason: 'SuccessfulCreate', message, from: FROM })
}

function remove(world: World, set: StatefulSet, pod: Pod) {
  if (pod.metadata.deletionTimestamp) return
  world.resources.pods.remove(refOf(pod))
  const message = `delete Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} successful`
  world.events.record(set, { reason: 'SuccessfulDelete', message, from: FROM })
}

function writeStatus(
  { resources: { statefulSets } }: World,
  set: StatefulSet,
  { hash, pods }: Present,
) {
  const ready = pods.filter((pod) => isReady(pod) && !pod.metadata.deletionTimestamp).length
  const updated = pods.filter((pod) => hashLabel(pod) === hash).length
  const updateRevision = `${set.metadata.name}-${hash}`
  const settled = updated === set.spec.replicas && ready === set.spec.replicas
  const currentRevision = settled ? updateRevision : (set.status.currentRevision ?? updateRevision)
  const change = (current: StatefulSet) => ({
    ...current,
    status: {
      replicas: pods.length,
      ...withoutEmpty({
        observedGeneration: current.metadata.generation ?? 1,
        readyReplicas: ready,
        availableReplicas: ready,
        currentReplicas: currentRevision === updateRevision ? updated : pods.length - updated,
        updatedReplicas: updated,
        currentRevision,
        updateRevision,
      }),
    },
  })
  statefulSets.update(refOf(set), change, { part: 'status' })
}
