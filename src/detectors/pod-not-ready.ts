import { code, text } from '../core/text.ts'
import { definePodDetector } from './pods/define-pod-detector.ts'
import { podState } from './pods/pod-state.ts'
import { troubleOf } from './pods/trouble.ts'
import { conditionOf, sinceOf } from './reading/condition.ts'
import { oneLine } from './reading/one-line.ts'

export const podNotReady = definePodDetector({
  id: 'pod-not-ready',
  summary: 'a pod runs but has not been ready for long, and nothing else explains it',
  severity: 'warning',
  holdMs: 5 * 60_000,
  clearMs: 60_000,
  nextStep: 'Look at its readiness probe and its log: describe and logs.',
  see(pod, _look, now) {
    const { isOver, phase, containers } = podState(pod)
    const ready = conditionOf(pod, 'Ready')
    if (isOver || phase !== 'Running' || !ready || ready.status === 'True') return undefined
    // Told by the detector of that trouble.
    if (containers.some((container) => troubleOf(container, now))) return undefined
    const unready = containers.filter(({ isInit, isReady }) => !isInit && !isReady)
    return {
      summary: text`runs but is not ready`,
      evidence: [
        text`${code(pod.name)}: ${oneLine(ready.message ?? ready.reason ?? 'not ready')}`,
        ...unready.map(({ name }) => text`${code(pod.name)} ${name}: running, not ready`),
      ],
      ...sinceOf(ready.since),
    }
  },
})
