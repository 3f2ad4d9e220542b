import type { PlainObject } from './fake-cluster-reader.ts'

type Meta = {
  readonly name?: string
  readonly namespace?: string
  readonly labels?: Record<string, string>
  readonly annotations?: Record<string, string>
  readonly owner?: PlainObject
  readonly created?: string
  readonly deleted?: string
}

const APPS = 'apps/v1'

function metadata(kind: string, fallback: string, wishes: Meta) {
  const { name = fallback, namespace = 'shop', owner } = wishes
  return {
    name,
    namespace,
    uid: `uid-${kind}-${name}`,
    generation: 2,
    creationTimestamp: wishes.created ?? '2026-03-02T09:00:00Z',
    ...(wishes.deleted && { deletionTimestamp: wishes.deleted }),
    ...(wishes.labels && { labels: wishes.labels }),
    ...(wishes.annotations && { annotations: wishes.annotations }),
    ...(owner && {
      ownerReferences: [
        {
          apiVersion: owner.apiVersion ?? 'v1',
          kind: owner.kind,
          name: owner.metadata.name,
          uid: owner.metadata.uid,
          controller: true,
        },
      ],
    }),
  }
}

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

type PodWishes = Meta & {
  /** Why its container waits, e.g. `CrashLoopBackOff`. */
  readonly waiting?: string
  readonly lastExit?: {
    readonly exitCode: number
    readonly reason?: string
    readonly message?: string
  }
  readonly restarts?: number
  readonly ready?: boolean
  readonly readySince?: string
  readonly unschedulable?: string
  readonly containers?: readonly string[]
  readonly phase?: string
}

export function pod(wishes: PodWishes = {}): PlainObject {
  const { ready = wishes.waiting === undefined, containers = ['app'], restarts = 0 } = wishes
  const state = wishes.waiting
    ? { waiting: { reason: wishes.waiting } }
    : { running: { startedAt: '2026-03-02T09:00:10Z' } }
  const status = (name: string) => ({
    name,
    ready,
    restartCount: restarts,
    state,
    lastState: wishes.lastExit ? { terminated: wishes.lastExit } : {},
  })
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: metadata('pod', 'web-1-abc', { labels: { app: 'web' }, ...wishes }),
    spec: {
      nodeName: 'node-1',
      containers: containers.map((name) => ({ name, image: 'web:1.4' })),
    },
    status: {
      phase: wishes.phase ?? (wishes.unschedulable ? 'Pending' : 'Running'),
      conditions: [
        wishes.unschedulable
          ? {
              type: 'PodScheduled',
              status: 'False',
              reason: 'Unschedulable',
              message: wishes.unschedulable,
            }
          : { type: 'PodScheduled', status: 'True' },
        {
          type: 'Ready',
          status: ready ? 'True' : 'False',
          lastTransitionTime: wishes.readySince ?? '2026-03-02T09:59:00Z',
        },
      ],
      ...(wishes.unschedulable ? {} : { containerStatuses: containers.map(status) }),
    },
  }
}

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
