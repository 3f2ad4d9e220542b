import { REVISION } from '../../core/kinds/workload.ts'
import type { Keeping } from '../../core/watched.ts'
import { CONDITIONS } from './autoscaler-condition.ts'
import { CONDITION_PATHS } from './condition.ts'

const REPLICAS = [
  'spec.replicas',
  'spec.paused',
  'status.observedGeneration',
  'status.replicas',
  'status.updatedReplicas',
  'status.availableReplicas',
  'status.readyReplicas',
]
const UPDATES = ['spec.updateStrategy', 'status.currentRevision', 'status.updateRevision']

export const DEPLOYMENTS: Keeping = {
  group: 'apps',
  resource: 'deployments',
  paths: [...REPLICAS, ...CONDITION_PATHS],
}

export const STATEFUL_SETS: Keeping = {
  group: 'apps',
  resource: 'statefulsets',
  paths: [...REPLICAS, ...UPDATES],
}

export const DAEMON_SETS: Keeping = {
  group: 'apps',
  resource: 'daemonsets',
  paths: [
    'spec.updateStrategy',
    'status.observedGeneration',
    'status.desiredNumberScheduled',
    'status.updatedNumberScheduled',
    'status.numberAvailable',
  ],
}

/** Who owns whom, and which images a revision brought. */
export const REPLICA_SETS: Keeping = {
  group: 'apps',
  resource: 'replicasets',
  paths: ['spec.template.spec.containers.name', 'spec.template.spec.containers.image'],
  annotations: [REVISION],
}

export const JOBS: Keeping = {
  group: 'batch',
  resource: 'jobs',
  paths: ['status.startTime', 'status.active', 'status.failed', ...CONDITION_PATHS],
}

export const CRON_JOBS: Keeping = {
  group: 'batch',
  resource: 'cronjobs',
  paths: [
    'spec.schedule',
    'spec.timeZone',
    'spec.suspend',
    'spec.concurrencyPolicy',
    'status.lastScheduleTime',
    'status.active.name',
  ],
}

export const NODES: Keeping = {
  group: '',
  resource: 'nodes',
  paths: ['spec.unschedulable', 'spec.taints.key', 'spec.taints.timeAdded', ...CONDITION_PATHS],
}

export const CLAIMS: Keeping = {
  group: '',
  resource: 'persistentvolumeclaims',
  paths: ['spec.storageClassName', 'spec.volumeName', 'status.phase'],
  annotations: ['volume.kubernetes.io/selected-node'],
}

export const STORAGE_CLASSES: Keeping = {
  group: 'storage.k8s.io',
  resource: 'storageclasses',
  paths: ['volumeBindingMode', 'provisioner'],
}

export const VOLUMES: Keeping = {
  group: '',
  resource: 'persistentvolumes',
  paths: ['spec.claimRef.namespace', 'spec.claimRef.name', 'status'],
}

export const AUTOSCALERS: Keeping = {
  group: 'autoscaling',
  resource: 'horizontalpodautoscalers',
  paths: [
    'spec.minReplicas',
    'spec.maxReplicas',
    'spec.scaleTargetRef',
    'status.currentReplicas',
    'status.desiredReplicas',
    ...CONDITION_PATHS,
  ],
  annotations: [CONDITIONS],
}

export const QUOTAS: Keeping = {
  group: '',
  resource: 'resourcequotas',
  paths: ['status.hard', 'status.used'],
}
