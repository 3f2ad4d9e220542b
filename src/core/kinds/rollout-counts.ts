import { type Text, text } from '../text.ts'
import { type Workload, REVISION } from './workload.ts'

/** The numbers of a rollout, whatever each kind calls them. */
export type Counts = {
  readonly desired: number
  readonly updated: number
  readonly available: number
  /** Pods of every revision that exist now. */
  readonly total: number
}

export function countsOf(object: Workload): Counts {
  const { kind, spec, status } = object
  if (kind === 'DaemonSet') return countsOfDaemonSet(status)
  const total = or0(status?.replicas)
  const common = { desired: spec?.replicas ?? 1, total, available: availableOf(object) }
  if (kind === 'StatefulSet') return { ...common, updated: updatedOf(status) }
  if (kind === 'Deployment') return { ...common, updated: or0(status?.updatedReplicas) }
  return { ...common, updated: total }
}

const or0 = (value: number | null | undefined) => value ?? 0

const countsOfDaemonSet = (status: Workload['status']): Counts => ({
  desired: or0(status?.desiredNumberScheduled),
  updated: or0(status?.updatedNumberScheduled),
  available: or0(status?.numberAvailable),
  total: or0(status?.currentNumberScheduled),
})

/** `42` of a Deployment, the update revision's name of a StatefulSet. */
export function revisionOf({ metadata, status }: Workload): string | undefined {
  return metadata.annotations?.[REVISION] ?? status?.updateRevision ?? undefined
}

/**
 * What is still to happen, in the order it happens.
 * The conditions are those of kubectl (staging/src/k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go).
 */
export function openSteps(object: Workload, counts: Counts): readonly Text[] {
  const { desired, updated, available, total } = counts
  const due = Math.max(0, desired - partitionOf(object))
  const steps: Text[] = []
  if (updated < due) steps.push(text`${updated} of ${due} updated`)
  else if (total > desired) steps.push(text`${surplus(total - desired)} still to go`)
  if (available < desired) steps.push(text`${available} of ${desired} available`)
  return steps
}

/** Every pod there is is new: what is missing now is not a matter of rolling out. */
export const isAllUpdated = ({ desired, updated, total }: Omit<Counts, 'available'>): boolean =>
  updated === desired && total === desired

/** StatefulSets report availability from 1.22 on; before that, and in many custom kinds, ready is all there is. */
function availableOf({ kind, spec, status }: Workload): number {
  if (typeof status?.availableReplicas === 'number') return status.availableReplicas
  const isReported = kind === 'Deployment' || kind === 'ReplicaSet' || spec?.['minReadySeconds']
  return isReported ? 0 : or0(status?.readyReplicas)
}

/** One revision only: then every pod is of it, whatever older versions count. */
function updatedOf(status: Workload['status']): number {
  const { updateRevision, currentRevision, replicas, updatedReplicas } = status ?? {}
  const isOne = updateRevision != null && updateRevision === currentRevision
  return (isOne ? replicas : updatedReplicas) ?? 0
}

const surplus = (many: number) => (many === 1 ? '1 surplus pod' : `${many} surplus pods`)

/** Pods below the partition of a StatefulSet keep the old revision on purpose. */
const partitionOf = ({ kind, spec }: Workload): number =>
  kind === 'StatefulSet' ? (spec?.updateStrategy?.rollingUpdate?.partition ?? 0) : 0
