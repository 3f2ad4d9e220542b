import type { PlainObject } from './fake-cluster-reader.ts'

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
