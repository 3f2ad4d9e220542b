import { createKubelet } from '../kubelet/kubelet.ts'
import type { Breakages } from '../kubelet/behaviour.ts'
import type { Controller } from './controller.ts'
import { createDeploymentController } from './deployment/deployment-controller.ts'
import { createGarbageCollector } from './garbage-collector.ts'
import { createNamespaceController } from './namespace-controller.ts'
import { createReplicaSetController } from './replica-set-controller.ts'
import { createScheduler } from './scheduler.ts'
import type { World } from './world.ts'

/** Everything that acts on its own in the cluster. */
export const createControllers = (
  world: World,
  faults: { readonly breakages: Breakages; readonly lost: ReadonlySet<string> },
): readonly Controller[] => [
  createDeploymentController(world),
  createReplicaSetController(world),
  createScheduler(world),
  createKubelet(world, faults),
  createGarbageCollector(world),
  createNamespaceController(world),
]
