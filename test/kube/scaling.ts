import type { Effect } from '../../src/core/plan.ts'
import { DEPLOYMENTS } from '../support/kube-session.ts'

/** Where a scale is written to. */
export const PATH = '/apis/apps/v1/namespaces/shop/deployments/web/scale'

/** shop/web from three to five replicas. */
export const effect: Effect = {
  verb: 'patch',
  target: {
    kind: DEPLOYMENTS,
    namespace: 'shop',
    name: 'web',
    uid: 'u1',
    generation: 3,
    labels: {},
  },
  subresource: 'scale',
  patch: [
    { op: 'test', path: '/metadata/uid', value: 'u1' },
    { op: 'replace', path: '/spec/replicas', value: 5 },
  ],
  changes: [],
  inverse: [],
  follow: 'rollout',
}
