/** A pod of a deployment, as the API server sends it; with `crashed`, it crashed then and waits. */
export const rawPod = (name: string, { at, crashed }: { at: string; crashed?: boolean }) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name,
    namespace: 'shop',
    uid: `uid-${name}`,
    resourceVersion: '1',
    creationTimestamp: '2026-03-02T09:00:00Z',
    labels: { app: 'web' },
    ownerReferences: [
      { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-1', uid: 'uid-rs', controller: true },
    ],
  },
  spec: { nodeName: 'node-1', containers: [{ name: 'app', image: 'web:1.5' }] },
  status: {
    phase: 'Running',
    conditions: [
      { type: 'PodScheduled', status: 'True', lastTransitionTime: '2026-03-02T09:00:00Z' },
      { type: 'Ready', status: crashed ? 'False' : 'True', lastTransitionTime: at },
    ],
    containerStatuses: [
      crashed
        ? {
            name: 'app',
            ready: false,
            restartCount: 6,
            state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s' } },
            lastState: {
              terminated: { exitCode: 1, reason: 'Error', startedAt: at, finishedAt: at },
            },
          }
        : {
            name: 'app',
            ready: true,
            restartCount: 6,
            state: { running: { startedAt: at } },
            lastState: {},
          },
    ],
  },
})

export const event = (type: 'ADDED' | 'MODIFIED' | 'DELETED', object: object, at?: string) => ({
  type,
  object,
  ...(at !== undefined && { at }),
})

/** As kubectl prints a watch: one document after another, over many lines. */
export const printed = (...events: readonly object[]): string =>
  events.map((one) => `${JSON.stringify(one, null, 4)}\n`).join('')
