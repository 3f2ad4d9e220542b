import type { Need } from '../access.ts'

const reads = (...resources: readonly string[]): Need => ({ verbs: ['list'], resources })

/** The object that is typed, and others of its kind where it is mistyped. */
export const TYPED: Need = { verbs: ['get', 'list'], resources: ['*'] }

/** The pods of something, and why they are as they are. */
export const PODS = reads('pods')
export const EVENTS = reads('events')

/** The revisions of a workload, and so its newest pods. */
export const REVISIONS = reads('replicasets.apps', 'controllerrevisions.apps')

/** A rollout to its end: whose pods fail, and their last words. */
export const ROLLOUT: readonly Need[] = [
  REVISIONS,
  PODS,
  EVENTS,
  { verbs: ['get'], resources: ['pods/log'] },
]

/** What a number of replicas has against it. */
export const SCALING = reads(
  'horizontalpodautoscalers.autoscaling',
  'poddisruptionbudgets.policy',
  'resourcequotas',
)

/** A change that waits: whether its object is still the same, and whom it would touch. */
export const WAITING: readonly Need[] = [
  TYPED,
  reads('pods', 'poddisruptionbudgets.policy', 'services', 'horizontalpodautoscalers.autoscaling'),
]

/** To change these, or whatever is typed. */
export const changing = (...resources: readonly string[]): Need => ({ verbs: ['patch'], resources })
