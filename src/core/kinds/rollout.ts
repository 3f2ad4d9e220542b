import { type Text, text } from '../text.ts'
import { conditionOf } from './condition.ts'
import type { Pod } from './pod.ts'
import { podTroubles, type PodTrouble } from './pod-troubles.ts'
import { type Counts, countsOf, openSteps, revisionOf } from './rollout-counts.ts'
import type { Workload } from './workload.ts'

const BUILT_IN = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']

/** Where a rollout stands. `reasons` says why it is not complete, most telling first. */
export type RolloutAssessment = {
  readonly state: 'progressing' | 'complete' | 'failed' | 'paused' | 'waiting-for-controller'
  readonly updated: number
  readonly available: number
  readonly desired: number
  readonly revision?: string
  readonly reasons: readonly Text[]
  /** Pods of the new revision that do not work. */
  readonly troubledPods: readonly PodTrouble[]
}

/**
 * Judges a rollout as `kubectl rollout status` does, and looks at the pods of its newest revision (see
 * podsOfRollout). Pure. `complete` also means that no surplus pod is left, so it serves scaling too.
 */
export function assessRollout(
  object: Workload,
  pods: readonly Pod[],
  now: Date,
): RolloutAssessment {
  const counts = countsOf(object)
  const revision = revisionOf(object)
  const troubledPods = pods.flatMap((pod) => podTroubles(pod, now))
  const { state, reasons } = judge(object, counts)
  const { updated, available, desired } = counts
  return {
    state,
    updated,
    available,
    desired,
    ...(revision !== undefined && { revision }),
    reasons,
    troubledPods: state === 'complete' ? [] : troubledPods,
  }
}

type Judgement = Pick<RolloutAssessment, 'state' | 'reasons'>

function judge(object: Workload, counts: Counts): Judgement {
  if (isUnseen(object)) {
    return { state: 'waiting-for-controller', reasons: [text`the controller has not seen it yet`] }
  }
  const missed = missedDeadline(object)
  if (missed) return { state: 'failed', reasons: [missed, ...refusals(object)] }
  const open = openSteps(object, counts)
  if (open.length === 0) return { state: 'complete', reasons: [] }
  const held = whyHeld(object)
  if (held) return { state: 'paused', reasons: [held, ...open] }
  return { state: 'progressing', reasons: [...refusals(object), ...open] }
}

/** Custom kinds need not report an observed generation; the built-in ones always do once they were seen. */
function isUnseen({ kind, metadata, status }: Workload): boolean {
  const { generation = 0 } = metadata
  const assumed = BUILT_IN.includes(kind ?? '') ? 0 : generation
  return (status?.observedGeneration ?? assumed) < generation
}

function missedDeadline({ status }: Workload): Text | undefined {
  const progressing = conditionOf(status?.conditions, 'Progressing')
  return progressing?.reason === 'ProgressDeadlineExceeded'
    ? text`it made no progress within its deadline`
    : undefined
}

/** `ReplicaFailure`: quota, admission or a broken template keep pods from being created at all. */
function refusals({ status }: Workload): readonly Text[] {
  const failure = conditionOf(status?.conditions, 'ReplicaFailure')
  if (failure?.status !== 'True') return []
  return [text`pods cannot be created: ${failure.message ?? failure.reason ?? 'no reason given'}`]
}

function whyHeld({ spec }: Workload): Text | undefined {
  if (spec?.paused === true) return text`the deployment is paused`
  if (spec?.updateStrategy?.type === 'OnDelete') {
    return text`its strategy is OnDelete: a pod changes only when somebody deletes it`
  }
  return undefined
}
