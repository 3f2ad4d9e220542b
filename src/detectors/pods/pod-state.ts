import type { Watched } from '../../core/watched.ts'
import { fieldsOf, itemsOf, specOf, statusOf, textOf } from '../reading/fields.ts'
import { type ContainerState, containerState } from './container-state.ts'

/** A pod as detectors see it. */
export type PodState = {
  readonly phase: string
  /** Nothing is to be told of its containers: it is going away or did its work. */
  readonly isOver: boolean
  readonly reason: string | undefined
  readonly message: string | undefined
  readonly nodeName: string | undefined
  /** Init containers first. */
  readonly containers: readonly ContainerState[]
}

let last: { readonly pod: Watched; readonly state: PodState } | undefined

/** Read once for all detectors that look at the same object one after the other. */
export function podState(pod: Watched): PodState {
  if (last?.pod !== pod) last = { pod, state: read(pod) }
  return last.state
}

function read(pod: Watched): PodState {
  const status = statusOf(pod)
  const phase = textOf(status['phase']) ?? 'Unknown'
  return {
    phase,
    isOver: pod.deletedAt !== undefined || phase === 'Succeeded',
    reason: textOf(status['reason']),
    message: textOf(status['message']),
    nodeName: textOf(specOf(pod)['nodeName']),
    containers: [
      ...statesOf(pod, 'initContainers', 'initContainerStatuses'),
      ...statesOf(pod, 'containers', 'containerStatuses'),
    ],
  }
}

function statesOf(pod: Watched, declared: string, reported: string): readonly ContainerState[] {
  const specs = itemsOf(specOf(pod)[declared])
  return itemsOf(statusOf(pod)[reported]).map((status) => {
    const spec = fieldsOf(specs.find(({ name }) => name === status['name']))
    const isInit = declared === 'initContainers' && spec['restartPolicy'] !== 'Always'
    return containerState(status, spec, isInit)
  })
}
