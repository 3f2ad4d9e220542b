import type { ContainerStatus, Pod } from '../kinds/pod-shape.ts'
import { duration } from '../../../src/core/words/kubectl-age.ts'

/** `1/2`: ready containers of all. */
export function readyContainers(pod: Pod): string {
  const ready = (pod.status.containerStatuses ?? []).filter((one) => one.ready).length
  return `${ready}/${pod.spec.containers.length}`
}

/** The word in kubectl's STATUS column, by the same rules (kubernetes' printers.go, printPod). */
export function podStatus(pod: Pod): string {
  if (pod.metadata.deletionTimestamp)
    return pod.status.reason === 'NodeLost' ? 'Unknown' : 'Terminating'
  const reasons = (pod.status.containerStatuses ?? []).map(containerWord)
  const told = reasons.find((reason) => reason !== undefined)
  return told ?? pod.status.reason ?? pod.status.phase
}

function containerWord({ state }: ContainerStatus): string | undefined {
  if (state.waiting?.reason) return state.waiting.reason
  if (!state.terminated) return undefined
  return state.terminated.reason ?? `ExitCode:${state.terminated.exitCode}`
}

export const restartsOf = (pod: Pod): number =>
  (pod.status.containerStatuses ?? []).reduce((sum, one) => sum + one.restartCount, 0)

/** `3 (2m ago)`: how often, and when last. */
export function podRestarts(pod: Pod, now: Date): string {
  const restarts = restartsOf(pod)
  const ends = (pod.status.containerStatuses ?? []).map(
    ({ lastState }) => lastState.terminated?.finishedAt ?? '',
  )
  const last = ends.toSorted().at(-1)
  if (restarts === 0 || !last) return String(restarts)
  return `${restarts} (${duration(now.getTime() - Date.parse(last))} ago)`
}
