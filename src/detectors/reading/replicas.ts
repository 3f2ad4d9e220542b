import type { Watched } from '../../core/watched.ts'
import { fieldsOf, numberOf, specOf, statusOf, textOf } from './fields.ts'

/** The numbers of a workload, whatever its kind calls them. */
export type Replicas = {
  readonly desired: number
  readonly available: number
  /** False while its controller has not seen it yet, or replaces pods by newer ones. */
  readonly isSettled: boolean
}

/** Undefined for what is no Deployment, StatefulSet or DaemonSet, or has not said anything yet. */
export function replicasOf(object: Watched): Replicas | undefined {
  const counts = countsOf(object)
  if (!counts) return undefined
  const seen = numberOf(statusOf(object)['observedGeneration'])
  const isSeen = seen !== undefined && seen >= (object.generation ?? 0)
  return { ...counts, isSettled: isSeen && counts.isSettled }
}

function countsOf(object: Watched): Replicas | undefined {
  if (object.group !== 'apps') return undefined
  if (object.resource === 'deployments') return ofDeployment(object)
  if (object.resource === 'statefulsets') return ofStatefulSet(object)
  if (object.resource === 'daemonsets') return ofDaemonSet(object)
  return undefined
}

function ofDeployment(object: Watched): Replicas {
  const status = statusOf(object)
  const desired = desiredOf(object)
  const isAllNew = or0(status['updatedReplicas']) === desired && or0(status['replicas']) === desired
  return { desired, available: or0(status['availableReplicas']), isSettled: isAllNew }
}

function ofStatefulSet(object: Watched): Replicas {
  const status = statusOf(object)
  const { updateRevision, currentRevision } = status
  const isOne = textOf(updateRevision) === undefined || updateRevision === currentRevision
  const isHeld = isHeldBack(object)
  // Reported from 1.22 on; before that ready is all there is.
  const available = numberOf(status['availableReplicas']) ?? or0(status['readyReplicas'])
  return { desired: desiredOf(object), available, isSettled: isOne || isHeld }
}

function ofDaemonSet(object: Watched): Replicas {
  const status = statusOf(object)
  const desired = or0(status['desiredNumberScheduled'])
  const isAllNew = or0(status['updatedNumberScheduled']) === desired
  const isSettled = isAllNew || isHeldBack(object)
  return { desired, available: or0(status['numberAvailable']), isSettled }
}

/** Two revisions side by side on purpose: OnDelete, or a partition. */
function isHeldBack(object: Watched): boolean {
  const strategy = fieldsOf(specOf(object)['updateStrategy'])
  const partition = numberOf(fieldsOf(strategy['rollingUpdate'])['partition']) ?? 0
  return strategy['type'] === 'OnDelete' || partition > 0
}

const desiredOf = (object: Watched) => numberOf(specOf(object)['replicas']) ?? 1
const or0 = (value: unknown) => numberOf(value) ?? 0
