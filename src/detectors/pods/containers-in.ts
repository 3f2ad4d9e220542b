import type { Watched } from '../../core/watched.ts'
import type { ContainerState } from './container-state.ts'
import { podState } from './pod-state.ts'
import { type Trouble, troubleOf } from './trouble.ts'

/** The containers of a pod that have this trouble now; none where the pod is over. */
export function containersIn(trouble: Trouble, pod: Watched, now: Date): readonly ContainerState[] {
  const { isOver, containers } = podState(pod)
  if (isOver) return []
  return containers.filter((container) => troubleOf(container, now) === trouble)
}
