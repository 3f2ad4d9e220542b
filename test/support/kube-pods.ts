import type { PlainObject } from './fake-cluster-reader.ts'
import { type Meta, metadata } from './kube-metadata.ts'

type PodWishes = Meta & {
  /** Why its container waits, e.g. `CrashLoopBackOff`. */
  readonly waiting?: string
  /** What the kubelet says about that. */
  readonly waitingMessage?: string
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
    ? { waiting: { reason: wishes.waiting, message: wishes.waitingMessage } }
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
