import type { Watched } from '../../core/watched.ts'
import { age } from '../../core/words/kubectl-age.ts'
import { AGE, column, type Column, NAME, recordsAt, textAt, valueAt, wide } from './columns.ts'

/** A pod as `kubectl get` prints it (kubernetes/pkg/printers, printPod), from what is kept of it. */
export const POD_COLUMNS: readonly Column[] = [
  NAME,
  column('Ready', readyContainers),
  column('Status', podStatus),
  column('Restarts', restarts),
  AGE,
  wide('Node', (pod) => textAt(pod, 'spec.nodeName')),
]

const statuses = ({ body }: Watched) => recordsAt(body, 'status.containerStatuses')

function readyContainers(pod: Watched): string {
  const all = recordsAt(pod.body, 'spec.containers').length
  return `${statuses(pod).filter(({ ready }) => ready === true).length}/${all}`
}

function podStatus(pod: Watched): string {
  const phase = textAt(pod, 'status.reason', textAt(pod, 'status.phase', 'Unknown'))
  if (pod.deletedAt !== undefined) return phase === 'NodeLost' ? 'Unknown' : 'Terminating'
  const starting = recordsAt(pod.body, 'status.initContainerStatuses')
    .flatMap((one) => containerWord(one) ?? [])
    .find((word) => word !== 'Completed')
  if (starting !== undefined) return `Init:${starting}`
  return statuses(pod).flatMap((one) => containerWord(one) ?? [])[0] ?? phase
}

function containerWord(status: unknown): string | undefined {
  const reason =
    valueAt(status, 'state.waiting.reason') ?? valueAt(status, 'state.terminated.reason')
  if (typeof reason === 'string' && reason !== '') return reason
  const code = valueAt(status, 'state.terminated.exitCode')
  return typeof code === 'number' ? `ExitCode:${code}` : undefined
}

function restarts(pod: Watched, now: Date): string {
  const counts = statuses(pod).map(({ restartCount }) => restartCount)
  const all = counts.reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : 0), 0)
  const [last] = statuses(pod)
    .map((one) => valueAt(one, 'lastState.terminated.finishedAt'))
    .filter((at) => typeof at === 'string')
    .toSorted()
    .toReversed()
  return all === 0 || last === undefined ? String(all) : `${all} (${age(last, now)} ago)`
}
