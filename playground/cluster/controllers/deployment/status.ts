import { withoutEmpty } from '../../json/value.ts'
import type { Deployment } from '../../kinds/deployments.ts'
import { conditionOf, withCondition, type Condition } from '../../kinds/pod-shape.ts'
import type { ReplicaSet } from '../../kinds/replica-sets.ts'
import type { Pace } from '../../pace.ts'
import { bounds } from './scaling.ts'

type Sets = { readonly next: ReplicaSet | undefined; readonly all: readonly ReplicaSet[] }
type Counts = Pick<
  Deployment['status'],
  'replicas' | 'updatedReplicas' | 'readyReplicas' | 'availableReplicas'
>

const sum = (sets: readonly ReplicaSet[], count: (set: ReplicaSet) => number | undefined) =>
  sets.reduce((total, set) => total + (count(set) ?? 0), 0)

/** The status as the deployment controller writes it, conditions included. */
export function statusOf(deployment: Deployment, sets: Sets, pace: Pace): Deployment['status'] {
  const { next, all } = sets
  const availableReplicas = sum(all, (set) => set.status.availableReplicas)
  const replicas = sum(all, (set) => set.status.replicas)
  const counts = {
    replicas,
    updatedReplicas: next?.status.replicas ?? 0,
    readyReplicas: sum(all, (set) => set.status.readyReplicas),
    availableReplicas,
    unavailableReplicas: Math.max(0, sum(all, (set) => set.spec.replicas) - availableReplicas),
  }
  const conditions = [availability, progress, failure].reduce<readonly Condition[]>(
    (before, judge) => judge(before, { deployment, sets, counts, pace }),
    deployment.status.conditions ?? [],
  )
  const observedGeneration = deployment.metadata.generation ?? 1
  return withoutEmpty({ observedGeneration, ...counts, conditions: [...conditions] })
}

type Case = {
  readonly deployment: Deployment
  readonly sets: Sets
  readonly counts: Counts
  readonly pace: Pace
}

function availability(before: readonly Condition[], { deployment, counts, pace }: Case) {
  const least = deployment.spec.replicas - bounds(deployment).unavailable
  const enough = (counts.availableReplicas ?? 0) >= least
  return set(before, pace, {
    type: 'Available',
    status: enough ? 'True' : 'False',
    reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: `Deployment ${enough ? 'has' : 'does not have'} minimum availability.`,
  })
}

function progress(before: readonly Condition[], one: Case): readonly Condition[] {
  const { deployment, sets, counts, pace } = one
  const current = before.find(({ type }) => type === 'Progressing')
  const settled =
    current?.reason === 'NewReplicaSetAvailable' && counts.replicas === counts.updatedReplicas
  if (deployment.spec.paused || settled) return before
  const name = `ReplicaSet "${sets.next?.metadata.name ?? ''}"`
  const say = (status: 'True' | 'False', reason: string, message: string) =>
    set(before, pace, { type: 'Progressing', status, reason, message })
  if (isComplete(one))
    return say('True', 'NewReplicaSetAvailable', `${name} has successfully progressed.`)
  if (hasMoved(one)) return say('True', 'ReplicaSetUpdated', `${name} is progressing.`)
  if (!mayTimeOut(current) || left(deployment, pace) > 0) return before
  return say('False', 'ProgressDeadlineExceeded', `${name} has timed out progressing.`)
}

const mayTimeOut = (progress: Condition | undefined) =>
  progress !== undefined &&
  progress.reason !== 'ProgressDeadlineExceeded' &&
  progress.reason !== 'NewReplicaSetAvailable'

/** Cluster milliseconds until a rollout without progress is given up. */
export function left(deployment: Deployment, pace: Pace): number {
  const since = conditionOf(deployment, 'Progressing')?.lastUpdateTime
  const deadline = deployment.spec.progressDeadlineSeconds * 1000
  return since ? deadline - pace.since(since) : deadline
}

const isComplete = ({ deployment: { spec }, counts, sets }: Case) =>
  sets.next !== undefined &&
  counts.updatedReplicas === spec.replicas &&
  counts.replicas === spec.replicas &&
  counts.availableReplicas === spec.replicas

function hasMoved({ deployment: { status }, counts }: Case): boolean {
  const grew = (key: keyof Counts) => (counts[key] ?? 0) > (status[key] ?? 0)
  const old = (of: Counts) => (of.replicas ?? 0) - (of.updatedReplicas ?? 0)
  return (
    grew('updatedReplicas') ||
    old(counts) < old(status) ||
    grew('readyReplicas') ||
    grew('availableReplicas')
  )
}

function failure(before: readonly Condition[], { sets, pace }: Case): readonly Condition[] {
  const failed = sets.all
    .flatMap((one) => one.status.conditions ?? [])
    .find(({ type }) => type === 'ReplicaFailure')
  if (!failed) return before.filter(({ type }) => type !== 'ReplicaFailure')
  const { type, status, reason, message } = failed
  return set(before, pace, { type, status, reason, message })
}

/** Sets a condition. Progress is news each time it is made; everything else only when it turns. */
export function set(before: readonly Condition[], pace: Pace, next: Condition): Condition[] {
  const now = pace.stamp()
  const old = before.find(({ type }) => type === next.type)
  const same =
    old?.status === next.status && old.reason === next.reason && old.message === next.message
  if (same && next.reason !== 'ReplicaSetUpdated') return [...before]
  return withCondition(before, { ...next, lastUpdateTime: now, lastTransitionTime: now })
}
