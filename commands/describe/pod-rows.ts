import { containerStatuses, type Pod } from '../../src/core/kinds/pod.ts'

const SHOWN = 20

/** Pods as `kubectl get pods` would sum them up; those not ready come first. */
export function podRows(pods: readonly Pod[]): readonly (readonly string[])[] {
  const rows = pods.map((pod) => {
    const statuses = pod.status?.containerStatuses ?? []
    const ready = statuses.filter((status) => status.ready).length
    const total = pod.spec.containers?.length ?? statuses.length
    return { isReady: ready === total, cells: cellsOf(pod, `${ready}/${total}`) }
  })
  return rows
    .toSorted((a, b) => Number(a.isReady) - Number(b.isReady))
    .slice(0, SHOWN)
    .map(({ cells }) => cells)
}

function cellsOf(pod: Pod, ready: string): readonly string[] {
  const restarts = containerStatuses(pod).reduce((sum, one) => sum + (one.restartCount ?? 0), 0)
  return [pod.metadata.name, ready, statusOf(pod), String(restarts), pod.spec.nodeName ?? '']
}

function statusOf(pod: Pod): string {
  if (pod.metadata.deletionTimestamp) return 'Terminating'
  const states = containerStatuses(pod).map(({ state }) => state)
  const waiting = states.find((state) => state?.waiting)?.waiting?.reason
  const ended = states.find((state) => state?.terminated)?.terminated?.reason
  return pod.status?.reason ?? waiting ?? ended ?? pod.status?.phase ?? ''
}
