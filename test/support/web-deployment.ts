import type { PlainObject } from './fake-cluster-reader.ts'
import { metadata } from './kube-metadata.ts'
import { pod } from './kube-pods.ts'

type Counts = {
  readonly generation?: number
  readonly replicas?: number
  readonly ready?: number
  readonly late?: boolean
}

/** `deployment/web` in `shop`, as a controller would report it. */
export function web({
  generation = 7,
  replicas = 3,
  ready = replicas,
  late = false,
}: Counts = {}): PlainObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop', uid: 'uid-web', generation },
    spec: { replicas, selector: { matchLabels: { app: 'web' } } },
    status: {
      observedGeneration: generation,
      replicas: ready,
      updatedReplicas: ready,
      readyReplicas: ready,
      availableReplicas: ready,
      conditions: late
        ? [
            {
              type: 'Progressing',
              status: 'False',
              reason: 'ProgressDeadlineExceeded',
              message: 'too slow',
            },
          ]
        : [],
    },
  }
}

/** Its newest ReplicaSet and the one pod of it, which crashed once and waits. */
export function crashingPod(): PlainObject[] {
  const labels = { app: 'web', 'pod-template-hash': '1' }
  const set: PlainObject = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: metadata('set', 'web-1', {
      labels,
      annotations: { 'deployment.kubernetes.io/revision': '2' },
      owner: web(),
    }),
  }
  const crashed = { waiting: 'CrashLoopBackOff', restarts: 1, lastExit: { exitCode: 1 } }
  return [set, pod({ name: 'web-1', labels, owner: set, ...crashed })]
}
