import { code, text } from '../core/text.ts'
import { definePodDetector } from './pods/define-pod-detector.ts'
import { podState } from './pods/pod-state.ts'
import { conditionOf, sinceOf } from './reading/condition.ts'

export const stuckCreating = definePodDetector({
  id: 'stuck-creating',
  summary: 'a pod has its node, but its containers are not made for long',
  severity: 'warning',
  holdMs: 5 * 60_000,
  clearMs: 60_000,
  nextStep: 'Its events name the volume, network or image that it waits for: describe the pod.',
  see(pod) {
    const { isOver, phase, containers, nodeName } = podState(pod)
    if (isOver || phase !== 'Pending') return undefined
    const scheduled = conditionOf(pod, 'PodScheduled')
    if (scheduled?.status !== 'True') return undefined
    // An init container at work holds the others back on purpose.
    if (!containers.every(({ waiting }) => waiting && STARTING.includes(waiting.reason))) {
      return undefined
    }
    const where = nodeName === undefined ? '' : ` on ${nodeName}`
    return {
      summary: text`is not started by its node`,
      evidence: [
        text`${code(pod.name)}: ${containers.length === 0 ? 'not taken up' : 'ContainerCreating'}${where}`,
      ],
      ...sinceOf(scheduled.since),
    }
  },
})

const STARTING = ['ContainerCreating', 'PodInitializing']
