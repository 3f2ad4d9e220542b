import { momentOf } from '../reading/fields.ts'
import type { ContainerState, Ending } from './container-state.ts'

/** Which detector a container belongs to; one only, so that nobody is told of one fault twice. */
export type Trouble = 'image' | 'config' | 'memory' | 'crash'

/** The kubelet's words, pkg/kubelet/images/types.go: while the image cannot be had. */
const IMAGE = [
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]
/** pkg/kubelet/kuberuntime/kuberuntime_container.go: while the container cannot be made or started. */
const CONFIG = [
  'CreateContainerConfigError',
  'CreateContainerError',
  'PreCreateHookError',
  'PreStartHookError',
  'PostStartHookError',
  'RunContainerError',
]
const BACK_OFF = 'CrashLoopBackOff'

/** Whoever ran for so long since the last crash is taken to be well. */
const STEADY = 5 * 60_000
/** A container that ended and is not started again is news for so long. */
const FRESH = 60 * 60_000

export function troubleOf(container: ContainerState, now: Date): Trouble | undefined {
  const reason = container.waiting?.reason
  if (reason !== undefined && IMAGE.includes(reason)) return 'image'
  if (reason !== undefined && CONFIG.includes(reason)) return 'config'
  const ending = endingOf(container)
  if (!ending || !isUnsteady(container, ending, now)) return undefined
  if (ending.reason === 'OOMKilled') return 'memory'
  return isLooping(container, ending) ? 'crash' : undefined
}

/** How it ended most recently. */
export const endingOf = ({ ended, endedBefore }: ContainerState): Ending | undefined =>
  ended ?? endedBefore

export const isBackingOff = ({ waiting }: ContainerState): boolean => waiting?.reason === BACK_OFF

function isUnsteady(container: ContainerState, ending: Ending, now: Date): boolean {
  if (container.waiting) return isBackingOff(container)
  const since = momentOf(container.startedAt)
  if (container.isRunning) return !since || now.getTime() - since.getTime() < STEADY
  return !ending.at || now.getTime() - ending.at.getTime() < FRESH
}

/** One crash is no loop, and what ends well in between was meant to end. */
const isLooping = (container: ContainerState, { exitCode }: Ending): boolean =>
  isBackingOff(container) || (container.restarts >= 2 && exitCode !== 0)
