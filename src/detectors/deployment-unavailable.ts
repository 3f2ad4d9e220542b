import { defineDetector } from './about/define-detector.ts'
import { seeUnavailable } from './about/unavailable.ts'
import { DEPLOYMENTS } from './reading/kept.ts'

export const deploymentUnavailable = defineDetector({
  id: 'deployment-unavailable',
  summary: 'a deployment has too few available pods for long; quiet during a rollout',
  resource: 'deployments.apps',
  keeps: [DEPLOYMENTS],
  severity: 'warning',
  holdMs: 5 * 60_000,
  clearMs: 60_000,
  nextStep: 'Look at its pods that are not ready: get pods, describe.',
  see: seeUnavailable,
})
