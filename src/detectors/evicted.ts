import { code, text } from '../core/text.ts'
import type { Watched } from '../core/watched.ts'
import { definePodDetector } from './pods/define-pod-detector.ts'
import { podState } from './pods/pod-state.ts'
import { endingOf } from './pods/trouble.ts'
import { conditionOf, sinceOf } from './reading/condition.ts'
import { momentOf } from './reading/fields.ts'
import { oneLine } from './reading/one-line.ts'

/** An evicted pod lies around until somebody cleans up; news it is only for so long. */
const FRESH = 30 * 60_000

export const evicted = definePodDetector({
  id: 'evicted',
  summary: 'a node evicted a pod because it ran short of something; told for half an hour',
  severity: 'warning',
  holdMs: 0,
  clearMs: 60_000,
  nextStep: 'Look at what uses up the node, and give the pod requests that match its use.',
  see(pod, _look, now) {
    const { phase, reason, message, nodeName, isOver } = podState(pod)
    if (isOver || phase !== 'Failed' || reason !== 'Evicted') return undefined
    const since = momentOfEviction(pod)
    if (since && now.getTime() - since.getTime() > FRESH) return undefined
    const where = nodeName === undefined ? text`` : text` from ${code(nodeName)}`
    return {
      summary: text`was evicted${where}`,
      evidence: [text`${code(pod.name)}: ${oneLine(message ?? 'no reason given')}`],
      ...sinceOf(since),
    }
  },
})

/** The pod itself does not say when; what is known comes in this order. */
const momentOfEviction = (pod: Watched): Date | undefined =>
  conditionOf(pod, 'DisruptionTarget')?.since ??
  podState(pod).containers.flatMap((one) => endingOf(one)?.at ?? [])[0] ??
  conditionOf(pod, 'Ready')?.since ??
  momentOf(pod.createdAt)
