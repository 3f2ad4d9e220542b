import type { Keeping } from '../../core/watched.ts'
import { CONDITION_PATHS } from '../reading/condition.ts'
import { DAEMON_SETS, DEPLOYMENTS, JOBS, REPLICA_SETS, STATEFUL_SETS } from '../reading/kept.ts'

const REPORTED = ['name', 'image', 'ready', 'restartCount', 'state', 'lastState']
const both = (path: string) => [
  `status.containerStatuses.${path}`,
  `status.initContainerStatuses.${path}`,
]

const PODS: Keeping = {
  group: '',
  resource: 'pods',
  paths: [
    'metadata.finalizers',
    'spec.nodeName',
    'spec.containers.name',
    'spec.containers.resources.limits.memory',
    'spec.initContainers.name',
    'spec.initContainers.restartPolicy',
    'spec.initContainers.resources.limits.memory',
    'spec.volumes.persistentVolumeClaim.claimName',
    'status.phase',
    'status.reason',
    'status.message',
    ...CONDITION_PATHS,
    ...REPORTED.flatMap(both),
  ],
}

/** What every detector of pods needs: the pod, and the way up to whom it is told about. */
export const KEPT: readonly Keeping[] = [
  PODS,
  REPLICA_SETS,
  DEPLOYMENTS,
  STATEFUL_SETS,
  DAEMON_SETS,
  JOBS,
]
