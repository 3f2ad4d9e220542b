import type { Resources } from '../kinds/resources.ts'

type Rule = {
  readonly verbs: readonly string[]
  readonly apiGroups?: readonly string[]
  readonly resources?: readonly string[]
  readonly nonResourceURLs?: readonly string[]
}
type Subject = readonly ['User' | 'Group', string]

const READ = ['get', 'list', 'watch']
const WRITE = [...READ, 'create', 'update', 'patch', 'delete', 'deletecollection']
const CORE = [
  'configmaps',
  'endpoints',
  'events',
  'persistentvolumeclaims',
  'pods',
  'pods/log',
  'pods/status',
  'replicationcontrollers',
  'resourcequotas',
  'serviceaccounts',
  'services',
  'namespaces',
]
const WORKLOADS = [
  'controllerrevisions',
  'daemonsets',
  'deployments',
  'deployments/scale',
  'replicasets',
  'replicasets/scale',
  'statefulsets',
  'statefulsets/scale',
]
const view: Rule[] = [
  { apiGroups: [''], resources: CORE, verbs: READ },
  { apiGroups: ['apps'], resources: WORKLOADS, verbs: READ },
  { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: READ },
  { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: READ },
  { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: READ },
  { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: READ },
  { apiGroups: ['metrics.k8s.io'], resources: ['pods'], verbs: READ },
]
const edit: Rule[] = [
  ...view,
  {
    apiGroups: [''],
    resources: [...CORE.filter((one) => one !== 'namespaces'), 'secrets', 'pods/eviction'],
    verbs: WRITE,
  },
  { apiGroups: ['apps'], resources: WORKLOADS, verbs: WRITE },
  { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: WRITE },
  { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: WRITE },
  { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: WRITE },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: WRITE },
]
const RBAC = 'rbac.authorization.k8s.io'
const admin: Rule[] = [
  ...edit,
  { apiGroups: [RBAC], resources: ['roles', 'rolebindings'], verbs: WRITE },
  {
    apiGroups: ['authorization.k8s.io'],
    resources: ['localsubjectaccessreviews'],
    verbs: ['create'],
  },
]
const everything: Rule[] = [
  { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
  { nonResourceURLs: ['*'], verbs: ['*'] },
]
const PUBLIC = ['/healthz', '/livez', '/readyz', '/version', '/version/']
const basics: Rule[] = [
  {
    apiGroups: ['authorization.k8s.io'],
    resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
    verbs: ['create'],
  },
  { apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'], verbs: ['create'] },
]
const discovery: Rule[] = [
  { nonResourceURLs: ['/api', '/api/*', '/apis', '/apis/*', ...PUBLIC], verbs: ['get'] },
]

/** The roles and bindings that every cluster starts with. */
export function seedAccess(resources: Resources): void {
  const roles = {
    'cluster-admin': everything,
    admin,
    edit,
    view,
    'system:basic-user': basics,
    'system:discovery': discovery,
    'system:public-info-viewer': [{ nonResourceURLs: PUBLIC, verbs: ['get'] }],
  }
  for (const [name, rules] of Object.entries(roles))
    resources.clusterRoles.create({ metadata: { name }, rules })
  const anyone: Subject = ['Group', 'system:authenticated']
  bindCluster(resources, 'cluster-admin', [['Group', 'system:masters']])
  bindCluster(resources, 'system:basic-user', [anyone])
  bindCluster(resources, 'system:discovery', [anyone])
  const nobody: Subject = ['Group', 'system:unauthenticated']
  bindCluster(resources, 'system:public-info-viewer', [anyone, nobody])
}

/** Grants a ClusterRole everywhere. */
export function bindCluster(resources: Resources, role: string, subjects: readonly Subject[]) {
  const name = `${role}:${subjects.map(([, who]) => who).join('-')}`
  resources.clusterRoleBindings.create(binding({ name }, role, subjects))
}

/** Grants a ClusterRole in one namespace. */
export function bindIn(
  resources: Resources,
  { namespace, role }: { readonly namespace: string; readonly role: string },
  subjects: readonly Subject[],
) {
  const name = `${role}:${subjects.map(([, who]) => who).join('-')}`
  resources.roleBindings.create(binding({ name, namespace }, role, subjects))
}

const binding = (metadata: object, role: string, subjects: readonly Subject[]) => ({
  metadata,
  roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
  subjects: subjects.map(([kind, name]) => ({ apiGroup: RBAC, kind, name })),
})
