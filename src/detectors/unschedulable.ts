import { code, text } from '../core/text.ts'
import { diagnose } from './diagnosis/mode.ts'
import { PLACEMENT_MODES } from './diagnosis/placements.ts'
import { definePodDetector } from './pods/define-pod-detector.ts'
import { podState } from './pods/pod-state.ts'
import { schedulerReasons } from './pods/scheduler-reasons.ts'
import { conditionOf, sinceOf } from './reading/condition.ts'

export const unschedulable = definePodDetector({
  id: 'unschedulable',
  summary: 'no node takes a pod; the scheduler’s reasons are counted and explained',
  severity: 'warning',
  holdMs: 2 * 60_000,
  clearMs: 60_000,
  nextStep: 'Compare what the pod asks for with what the nodes have left: describe the pod.',
  see(pod) {
    const { isOver, phase } = podState(pod)
    if (isOver || phase !== 'Pending') return undefined
    const scheduled = conditionOf(pod, 'PodScheduled')
    // A gated pod waits on purpose.
    if (scheduled?.status !== 'False' || scheduled.reason === 'SchedulingGated') return undefined
    const message = scheduled.message ?? scheduled.reason ?? ''
    return {
      summary: text`cannot be placed on any node`,
      evidence: [text`${code(pod.name)} waits for a node`, ...schedulerReasons(message)],
      ...sinceOf(scheduled.since),
      ...diagnose(PLACEMENT_MODES, message),
    }
  },
})
