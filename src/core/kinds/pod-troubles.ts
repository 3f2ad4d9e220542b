import { sayDuration } from '../words/duration.ts'
import { conditionOf } from './condition.ts'
import { type ContainerStatus, containerStatuses, type Pod } from './pod.ts'

/** What keeps a pod, or one container of it, from doing its work. */
export type PodTrouble = {
  /** The pod. */
  readonly name: string
  /** Absent when the whole pod is in trouble. */
  readonly container?: string
  /** Kubernetes' own word: `CrashLoopBackOff`, `OOMKilled`, `ImagePullBackOff`, `Unschedulable`, `NotReady`. */
  readonly why: string
  readonly restarts: number
  readonly exitCode?: number
  /** What Kubernetes says about it; untrusted. */
  readonly message?: string
  /** False while it may still be an ordinary start: running, but not ready yet. */
  readonly failing: boolean
}

const STARTING = ['ContainerCreating', 'PodInitializing']

/** Every trouble of one pod; none for a pod that is well, finished, still starting or going away. */
export function podTroubles(pod: Pod, now: Date): readonly PodTrouble[] {
  if (pod.metadata.deletionTimestamp || pod.status?.phase === 'Succeeded') return []
  const troubles = [
    ...wholePodTrouble(pod),
    ...containerStatuses(pod).flatMap((status) => containerTrouble(pod, status)),
  ]
  if (troubles.length > 0) return troubles
  return notReady(pod, now)
}

function wholePodTrouble(pod: Pod): readonly PodTrouble[] {
  const { status } = pod
  const scheduled = conditionOf(status?.conditions, 'PodScheduled')
  if (scheduled?.status === 'False') {
    const why = scheduled.reason ?? 'Unschedulable'
    return [{ ...basics(pod), why, ...said(scheduled.message), failing: true }]
  }
  if (status?.phase !== 'Failed') return []
  return [
    { ...basics(pod), why: status.reason ?? 'Failed', ...said(status.message), failing: true },
  ]
}

function containerTrouble(pod: Pod, status: ContainerStatus): readonly PodTrouble[] {
  const { waiting, terminated } = status.state ?? {}
  const reason = waiting?.reason ?? failureOf(terminated)
  if (!reason || STARTING.includes(reason)) return []
  const last = terminated ?? status.lastState?.terminated
  const { name, restartCount } = status
  const trouble = { name: pod.metadata.name, container: name, restarts: restartCount ?? 0 }
  const message = said(last?.message ?? newsOf(waiting, last))
  return [{ ...trouble, ...causeOf(reason, last), ...message, failing: true }]
}

/** That a crash loop backs off, and which pod, is known without the kubelet's sentence. */
const newsOf = (waiting: Waiting, last: Terminated) =>
  waiting?.reason === 'CrashLoopBackOff' && last ? undefined : waiting?.message

type Waiting = NonNullable<ContainerStatus['state']>['waiting']
type Terminated = NonNullable<ContainerStatus['state']>['terminated']

/** `CrashLoopBackOff` only says that it waits; out of memory is the cause people look for. */
function causeOf(reason: string, last: Terminated) {
  const why = last?.reason === 'OOMKilled' ? 'OOMKilled' : reason
  return typeof last?.exitCode === 'number' ? { why, exitCode: last.exitCode } : { why }
}

function failureOf(terminated: Terminated) {
  if (!terminated || terminated.exitCode === 0) return undefined
  return terminated.reason ?? 'Error'
}

function notReady(pod: Pod, now: Date): readonly PodTrouble[] {
  const ready = conditionOf(pod.status?.conditions, 'Ready')
  if (pod.status?.phase !== 'Running' || ready?.status !== 'False') return []
  const since = Date.parse(ready.lastTransitionTime ?? '')
  const message = Number.isNaN(since) ? undefined : `for ${sayDuration(now.getTime() - since)}`
  return [{ ...basics(pod), why: 'NotReady', ...said(message), failing: false }]
}

function basics(pod: Pod) {
  const counts = containerStatuses(pod).map((status) => status.restartCount ?? 0)
  return { name: pod.metadata.name, restarts: counts.reduce((sum, count) => sum + count, 0) }
}

const said = (message: string | null | undefined) => (message ? { message } : {})
