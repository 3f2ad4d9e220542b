import type { Virtual } from './documents.ts'

const review = (group: string, kind: string, namespaced = false): Virtual => ({
  group,
  version: 'v1',
  resource: `${kind.toLowerCase()}s`,
  kind,
  namespaced,
  verbs: ['create'],
})
const AUTHORIZATION = 'authorization.k8s.io'
const metrics = { group: 'metrics.k8s.io', version: 'v1beta1', verbs: ['get', 'list'] } as const

/** Kinds that are answered but never stored. */
export const virtualKinds: readonly Virtual[] = [
  review('authentication.k8s.io', 'SelfSubjectReview'),
  review(AUTHORIZATION, 'SelfSubjectAccessReview'),
  review(AUTHORIZATION, 'SubjectAccessReview'),
  review(AUTHORIZATION, 'LocalSubjectAccessReview', true),
  review(AUTHORIZATION, 'SelfSubjectRulesReview'),
  { ...metrics, resource: 'nodes', kind: 'NodeMetrics', namespaced: false },
  { ...metrics, resource: 'pods', kind: 'PodMetrics', namespaced: true },
]
