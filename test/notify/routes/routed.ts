import type { Routed } from '../../../src/notify/routes/routed.ts'

/** A warning of a deployment in shop on prod-eu. */
export const routed = (more: Partial<Routed> = {}): Routed => ({
  cluster: 'prod-eu',
  about: { namespace: 'shop' },
  severity: 'warning',
  detector: 'crash-loop',
  cause: 'crash-loop',
  labels: {},
  annotations: {},
  ...more,
})
