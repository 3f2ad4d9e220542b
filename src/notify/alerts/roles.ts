/** What the labels of an alert may name, the most telling first: an alert about a claim also names the pod that was asked. */
export const ROLES = [
  'horizontalpodautoscaler',
  'persistentvolumeclaim',
  'cronjob',
  'job',
  'resourcequota',
  'deployment',
  'statefulset',
  'daemonset',
  'replicaset',
  'pod',
  'persistentvolume',
  'node',
  'namespace',
] as const
export type Role = (typeof ROLES)[number]

export type RoleKind = {
  readonly group: string
  readonly resource: string
  readonly namespaced: boolean
  /** The usual names of the label. */
  readonly labels: readonly string[]
  /** Labels that mean something else as often: believed where there is such an object. */
  readonly maybe?: readonly string[]
}

const namespaced = (group: string, resource: string, ...labels: readonly string[]): RoleKind => ({
  group,
  resource,
  namespaced: true,
  labels,
})

export const ROLE_KINDS: Readonly<Record<Role, RoleKind>> = {
  horizontalpodautoscaler: namespaced(
    'autoscaling',
    'horizontalpodautoscalers',
    'horizontalpodautoscaler',
    'hpa',
  ),
  persistentvolumeclaim: namespaced('', 'persistentvolumeclaims', 'persistentvolumeclaim', 'pvc'),
  cronjob: namespaced('batch', 'cronjobs', 'cronjob'),
  // To Prometheus, a job is what it scrapes.
  job: { ...namespaced('batch', 'jobs', 'job_name'), maybe: ['job'] },
  resourcequota: namespaced('', 'resourcequotas', 'resourcequota'),
  deployment: namespaced('apps', 'deployments', 'deployment'),
  statefulset: namespaced('apps', 'statefulsets', 'statefulset'),
  daemonset: namespaced('apps', 'daemonsets', 'daemonset'),
  replicaset: namespaced('apps', 'replicasets', 'replicaset'),
  pod: namespaced('', 'pods', 'pod', 'pod_name'),
  persistentvolume: {
    group: '',
    resource: 'persistentvolumes',
    namespaced: false,
    labels: ['persistentvolume'],
  },
  node: {
    group: '',
    resource: 'nodes',
    namespaced: false,
    labels: ['node', 'nodename', 'kubernetes_node'],
    maybe: ['instance'],
  },
  namespace: { group: '', resource: 'namespaces', namespaced: false, labels: ['namespace'] },
}

/** `deployments.apps` */
export const resourceNameOf = ({ group, resource }: RoleKind): string =>
  group === '' ? resource : `${resource}.${group}`
