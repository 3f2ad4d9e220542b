import { deployment } from '../../support/sample-objects.ts'
import { type Place, type Trouble } from './trouble.ts'

/** What goes wrong around pods: no place, no volume, no quota, no end, no metrics. */
export const OTHERS: readonly Trouble[] = [
  {
    what: 'a pod that no node takes',
    about: 'deployment/homeless',
    says: ['cannot be placed on any node', 'waits for a node'],
    holds: 2,
    breaks({ cluster, namespace }) {
      cluster.apply(withPod(deployment(namespace, 'homeless', { replicas: 1 }), ELSEWHERE))
    },
    shows: {
      asked: ['get', 'pods', '-l', 'app=homeless', '-o=jsonpath={..conditions}'],
      answer: /Unschedulable/,
    },
    mends: (at) => patch(at, 'deployment/homeless', podSpec({ nodeSelector: null })),
  },
  {
    what: 'a claim that gets no volume, and the pod that waits for it',
    about: 'persistentvolumeclaim/data',
    says: ['gets no volume', 'wanted by ledger-', 'Told with it', 'deployment'],
    holds: 2,
    breaks({ cluster, namespace }) {
      cluster.apply(claim(namespace), withPod(deployment(namespace, 'ledger', ONE), WITH_CLAIM))
    },
    shows: {
      asked: ['get', 'pods', '-l', 'app=ledger', '-o=jsonpath={..conditions}'],
      answer: /unbound immediate PersistentVolumeClaims/,
    },
    mends: ({ cluster, namespace }) => cluster.apply(volume(namespace)),
  },
  {
    what: 'a pod that never ends because something holds on to it',
    about: 'pod/held',
    says: ['does not go away', 'example.com/hold'],
    holds: 5,
    breaks({ cluster, namespace }) {
      const metadata = { name: 'held', namespace, finalizers: ['example.com/hold'] }
      const spec = { containers: [{ name: 'app', image: 'web:1.4' }] }
      cluster.apply({ apiVersion: 'v1', kind: 'Pod', metadata, spec })
      cluster.kubectl('-n', namespace, 'delete', 'pod', 'held', '--wait=false', '--grace-period=1')
    },
    shows: {
      asked: ['get', 'pod/held', '-o=jsonpath={.metadata.deletionTimestamp}'],
      answer: /^\d/,
    },
    mends: (at) => patch(at, 'pod/held', { metadata: { finalizers: null } }),
  },
  {
    what: 'an autoscaler that cannot read its metrics',
    about: 'horizontalpodautoscaler/elastic',
    says: ['does not scale', 'FailedGetResourceMetric'],
    holds: 5,
    breaks({ cluster, namespace }) {
      cluster.apply(deployment(namespace, 'elastic', ONE), autoscaler(namespace))
    },
    shows: {
      asked: ['get', 'hpa/elastic', '-o=jsonpath={.metadata.annotations}'],
      answer: /FailedGetResourceMetric/,
    },
    mends: ({ cluster, namespace }) => cluster.kubectl('-n', namespace, 'delete', 'hpa', 'elastic'),
  },
]

/** A quota that is used up, in a namespace of its own; the rollout that it stops is told with it. */
export const QUOTA: Trouble = {
  what: 'a quota that keeps pods from being created',
  about: 'resourcequota/tight',
  says: ['keeps pods from being created', 'exceeded quota: tight'],
  holds: 0.5,
  breaks({ cluster, namespace }) {
    const metadata = { name: 'tight', namespace }
    cluster.apply({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata,
      spec: { hard: { pods: '1' } },
    })
    cluster.apply(deployment(namespace, 'greedy', { replicas: 2, deadline: 35 }))
  },
  shows: {
    asked: ['get', 'deployment/greedy', '-o=jsonpath={.status.conditions}'],
    answer: /exceeded quota.*ProgressDeadlineExceeded|ProgressDeadlineExceeded.*exceeded quota/,
  },
  mends: (at) => patch(at, 'resourcequota/tight', { spec: { hard: { pods: '20' } } }),
}

const ONE = { replicas: 1 }
const ELSEWHERE = { nodeSelector: { disk: 'golden' } }
const WITH_CLAIM = {
  volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
}

const podSpec = (spec: object) => ({ spec: { template: { spec } } })

function withPod(workload: ReturnType<typeof deployment>, more: object) {
  const { spec } = workload
  const { template } = spec
  return {
    ...workload,
    spec: { ...spec, template: { ...template, spec: { ...template.spec, ...more } } },
  }
}

function patch({ cluster, namespace }: Place, object: string, change: object): void {
  cluster.kubectl('-n', namespace, 'patch', object, '--type=merge', '-p', JSON.stringify(change))
}

const SIZE = '1Gi'

const claim = (namespace: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace },
  spec: {
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'nowhere',
    resources: { requests: { storage: SIZE } },
  },
})

/** What satisfies the claim; it goes with the namespace only when somebody deletes it. */
const volume = (namespace: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: `${namespace}-data` },
  spec: {
    capacity: { storage: SIZE },
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'nowhere',
    claimRef: { namespace, name: 'data' },
    hostPath: { path: '/tmp' },
  },
})

const autoscaler = (namespace: string) => ({
  apiVersion: 'autoscaling/v1',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'elastic', namespace },
  spec: {
    minReplicas: 1,
    maxReplicas: 3,
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'elastic' },
    targetCPUUtilizationPercentage: 80,
  },
})
