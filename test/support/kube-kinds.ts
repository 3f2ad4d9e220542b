import type { Kind } from '../../src/core/resource.ts'

const all = ['get', 'list', 'watch', 'create', 'patch', 'update', 'delete']

function kind(apiVersion: string, name: string, rest: Partial<Kind> = {}): Kind {
  const [version = '', group = ''] = apiVersion.split('/').toReversed()
  const singular = name.toLowerCase()
  return {
    group,
    version,
    kind: name,
    resource: `${singular}s`,
    singular,
    shortNames: [],
    namespaced: true,
    verbs: all,
    subresources: [],
    ...rest,
  }
}

const scalable = { subresources: ['scale', 'status'] }

/** Kinds as discovery of a small cluster gives them. */
export const kinds = {
  pod: kind('v1', 'Pod', { shortNames: ['po'], subresources: ['log', 'status', 'eviction'] }),
  service: kind('v1', 'Service', { shortNames: ['svc'] }),
  secret: kind('v1', 'Secret'),
  configMap: kind('v1', 'ConfigMap', { shortNames: ['cm'] }),
  event: kind('v1', 'Event', { shortNames: ['ev'] }),
  namespace: kind('v1', 'Namespace', { shortNames: ['ns'], namespaced: false }),
  node: kind('v1', 'Node', { shortNames: ['no'], namespaced: false }),
  resourceQuota: kind('v1', 'ResourceQuota', { shortNames: ['quota'] }),
  deployment: kind('apps/v1', 'Deployment', { shortNames: ['deploy'], ...scalable }),
  replicaSet: kind('apps/v1', 'ReplicaSet', { shortNames: ['rs'], ...scalable }),
  statefulSet: kind('apps/v1', 'StatefulSet', { shortNames: ['sts'], ...scalable }),
  daemonSet: kind('apps/v1', 'DaemonSet', { shortNames: ['ds'] }),
  controllerRevision: kind('apps/v1', 'ControllerRevision'),
  job: kind('batch/v1', 'Job'),
  cronJob: kind('batch/v1', 'CronJob', { shortNames: ['cj'] }),
  hpa: kind('autoscaling/v2', 'HorizontalPodAutoscaler', { shortNames: ['hpa'] }),
  pdb: kind('policy/v1', 'PodDisruptionBudget', { shortNames: ['pdb'] }),
  widget: kind('example.com/v1', 'Widget', { shortNames: ['wd'], ...scalable }),
} as const satisfies Record<string, Kind>
