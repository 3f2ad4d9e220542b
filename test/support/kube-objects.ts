import { type Meta, metadata } from './kube-metadata.ts'
import type { PlainObject } from './fake-cluster-reader.ts'

const APPS = 'apps/v1'

export function template(image = 'web:1.4', extra: Record<string, unknown> = {}) {
  return {
    metadata: { creationTimestamp: null, labels: { app: 'web' }, ...extra },
    spec: { containers: [{ name: 'app', image, env: [{ name: 'TOKEN', value: 'hunter2' }] }] },
  }
}

type WorkloadWishes = Meta & {
  readonly replicas?: number
  readonly image?: string
  readonly template?: ReturnType<typeof template>
  readonly spec?: Record<string, unknown>
  readonly status?: Record<string, unknown>
}

/** A Deployment that is rolled out, unless told otherwise. */
export function deployment(wishes: WorkloadWishes = {}): PlainObject {
  const { replicas = 3 } = wishes
  const annotations = { 'deployment.kubernetes.io/revision': '2', ...wishes.annotations }
  return {
    apiVersion: APPS,
    kind: 'Deployment',
    metadata: metadata('deployment', 'web', { ...wishes, annotations }),
    spec: { ...workloadSpec(wishes, replicas), ...wishes.spec },
    status: {
      observedGeneration: 2,
      replicas,
      updatedReplicas: replicas,
      readyReplicas: replicas,
      availableReplicas: replicas,
      ...wishes.status,
    },
  }
}

export function replicaSet(wishes: WorkloadWishes & { revision?: number } = {}): PlainObject {
  const { replicas = 3, revision = 1 } = wishes
  const name = wishes.name ?? `web-${revision}`
  const hash = { 'pod-template-hash': String(revision) }
  return {
    apiVersion: APPS,
    kind: 'ReplicaSet',
    metadata: metadata('replicaset', name, {
      ...wishes,
      name,
      labels: { app: 'web', ...hash, ...wishes.labels },
      annotations: {
        'deployment.kubernetes.io/revision': String(revision),
        ...wishes.annotations,
      },
    }),
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web', ...hash } },
      template: wishes.template ?? template(wishes.image, { labels: { app: 'web', ...hash } }),
      ...wishes.spec,
    },
    status: { observedGeneration: 2, replicas, ...wishes.status },
  }
}

export function statefulSet(wishes: WorkloadWishes = {}): PlainObject {
  const { replicas = 3 } = wishes
  return {
    apiVersion: APPS,
    kind: 'StatefulSet',
    metadata: metadata('statefulset', 'db', wishes),
    spec: {
      ...workloadSpec(wishes, replicas),
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      ...wishes.spec,
    },
    status: {
      observedGeneration: 2,
      replicas,
      readyReplicas: replicas,
      updatedReplicas: replicas,
      currentRevision: 'db-2',
      updateRevision: 'db-2',
      ...wishes.status,
    },
  }
}

export function daemonSet(wishes: WorkloadWishes = {}): PlainObject {
  const { replicas = 3, ...rest } = wishes
  const { replicas: _none, ...spec } = workloadSpec(rest, replicas)
  return {
    apiVersion: APPS,
    kind: 'DaemonSet',
    metadata: metadata('daemonset', 'agent', wishes),
    spec: { ...spec, updateStrategy: { type: 'RollingUpdate' }, ...wishes.spec },
    status: {
      observedGeneration: 2,
      desiredNumberScheduled: replicas,
      currentNumberScheduled: replicas,
      updatedNumberScheduled: replicas,
      numberAvailable: replicas,
      ...wishes.status,
    },
  }
}

export function controllerRevision(
  owner: PlainObject,
  revision: number,
  image = 'web:1.4',
): PlainObject {
  const name = `${owner.metadata.name}-${revision}`
  const labels = { app: 'web', 'controller-revision-hash': name }
  return {
    apiVersion: APPS,
    kind: 'ControllerRevision',
    metadata: metadata('controllerrevision', name, { name, owner, labels }),
    data: { spec: { template: { $patch: 'replace', ...template(image) } } },
    revision,
  }
}

const workloadSpec = (wishes: WorkloadWishes, replicas: number) => ({
  replicas,
  selector: { matchLabels: { app: 'web' } },
  template: wishes.template ?? template(wishes.image),
})

export function autoscaler(min: number, max: number, target = 'web'): PlainObject {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata('hpa', target, { name: target }),
    spec: {
      scaleTargetRef: { apiVersion: APPS, kind: 'Deployment', name: target },
      minReplicas: min,
      maxReplicas: max,
    },
  }
}

/** Any other namespaced object. */
export function thing(
  kind: string,
  wishes: Meta & { body?: Record<string, unknown> } = {},
): PlainObject {
  return {
    apiVersion: 'v1',
    kind,
    metadata: metadata(kind.toLowerCase(), 'thing', wishes),
    ...wishes.body,
  }
}

export function namespaceObject(name: string): PlainObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, uid: `uid-ns-${name}` } }
}
