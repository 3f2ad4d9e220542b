import { defineDetector } from './about/define-detector.ts'
import { seeUnavailable } from './about/unavailable.ts'
import { STATEFUL_SETS } from './reading/kept.ts'

export const statefulSetUnavailable = defineDetector({
  id: 'stateful-set-unavailable',
  summary: 'a StatefulSet has too few available pods for long; quiet during a rollout',
  resource: 'statefulsets.apps',
  keeps: [STATEFUL_SETS],
  severity: 'warning',
  holdMs: 5 * 60_000,
  clearMs: 60_000,
  nextStep: 'Look at its pods that are not ready: get pods, describe.',
  see: seeUnavailable,
})
