import type { Watched } from '../watched.ts'

type Names = { readonly group: string; readonly resource: string; readonly kind: string }

const KNOWN: readonly Names[] = [
  { group: '', resource: 'pods', kind: 'Pod' },
  { group: '', resource: 'nodes', kind: 'Node' },
  { group: '', resource: 'namespaces', kind: 'Namespace' },
  { group: '', resource: 'persistentvolumeclaims', kind: 'PersistentVolumeClaim' },
  { group: '', resource: 'persistentvolumes', kind: 'PersistentVolume' },
  { group: '', resource: 'resourcequotas', kind: 'ResourceQuota' },
  { group: '', resource: 'replicationcontrollers', kind: 'ReplicationController' },
  { group: 'apps', resource: 'deployments', kind: 'Deployment' },
  { group: 'apps', resource: 'replicasets', kind: 'ReplicaSet' },
  { group: 'apps', resource: 'statefulsets', kind: 'StatefulSet' },
  { group: 'apps', resource: 'daemonsets', kind: 'DaemonSet' },
  { group: 'batch', resource: 'jobs', kind: 'Job' },
  { group: 'batch', resource: 'cronjobs', kind: 'CronJob' },
  { group: 'autoscaling', resource: 'horizontalpodautoscalers', kind: 'HorizontalPodAutoscaler' },
  { group: 'storage.k8s.io', resource: 'storageclasses', kind: 'StorageClass' },
]

/** `Pod` for pods; the resource's own name for kinds that no detector knows. */
export const kindOf = ({ group, resource }: Pick<Watched, 'group' | 'resource'>): string =>
  KNOWN.find((one) => one.resource === resource && one.group === group)?.kind ?? resource

/**
 * `pods` for Pod. An owner's reference names a kind only; for one that no detector knows the plural is taken to be
 * the regular one, as with nearly every custom kind.
 */
export const resourceOf = ({ group, kind }: { readonly group: string; readonly kind: string }) =>
  KNOWN.find((one) => one.kind === kind && one.group === group)?.resource ??
  `${kind.toLowerCase()}s`
