import { text } from '../core/text.ts'
import { diagnoseEnding } from './diagnosis/endings.ts'
import { containersIn } from './pods/containers-in.ts'
import { definePodDetector } from './pods/define-pod-detector.ts'
import { sayContainer, sayEnding } from './pods/say-container.ts'
import { endingOf } from './pods/trouble.ts'

export const initFailed = definePodDetector({
  id: 'init-failed',
  summary: 'an init container fails again and again, so the pod never begins',
  severity: 'warning',
  holdMs: 0,
  clearMs: 60_000,
  nextStep: 'Read the logs of the init container: logs --previous -c NAME.',
  see(pod, _look, now) {
    const failing = containersIn('crash', pod, now).filter(({ isInit }) => isInit)
    const [first] = failing
    if (!first) return undefined
    const ending = endingOf(first)
    const how = ending ? ` (${sayEnding(ending)})` : ''
    return {
      summary: text`cannot begin: init container ${first.name} fails${how}`,
      evidence: failing.map((container) => sayContainer(pod, container)),
      ...diagnoseEnding(ending),
    }
  },
})
