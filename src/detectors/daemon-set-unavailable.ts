import { defineDetector } from './about/define-detector.ts'
import { seeUnavailable } from './about/unavailable.ts'
import { DAEMON_SETS } from './reading/kept.ts'

export const daemonSetUnavailable = defineDetector({
  id: 'daemon-set-unavailable',
  summary: 'a DaemonSet has too few available pods for long; quiet during a rollout',
  resource: 'daemonsets.apps',
  keeps: [DAEMON_SETS],
  severity: 'warning',
  holdMs: 5 * 60_000,
  clearMs: 60_000,
  nextStep: 'Look at its pods that are not ready: get pods, describe.',
  see: seeUnavailable,
})
