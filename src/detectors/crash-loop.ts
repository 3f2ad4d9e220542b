import { text } from '../core/text.ts'
import { diagnoseEnding } from './diagnosis/endings.ts'
import { containersIn } from './pods/containers-in.ts'
import { definePodDetector } from './pods/define-pod-detector.ts'
import { sayContainer, sayEnding } from './pods/say-container.ts'
import { endingOf } from './pods/trouble.ts'

export const crashLoop = definePodDetector({
  id: 'crash-loop',
  summary: 'a container ends again and again and is started anew',
  severity: 'warning',
  holdMs: 0,
  clearMs: 60_000,
  nextStep: 'Read the last lines of the crashed run: logs --previous.',
  see(pod, _look, now) {
    const crashing = containersIn('crash', pod, now).filter(({ isInit }) => !isInit)
    const [first] = crashing
    if (!first) return undefined
    const ending = endingOf(first)
    return {
      summary: ending ? text`crashes (${sayEnding(ending)})` : text`crashes`,
      evidence: crashing.map((container) => sayContainer(pod, container)),
      ...diagnoseEnding(ending),
    }
  },
})
