import type { Breakages } from '../kubelet/behaviour.ts'
import { createKubelet } from '../kubelet/kubelet.ts'
import { createAutoscalerController } from './autoscaler-controller.ts'
import type { Controller } from './controller.ts'
import { createCronJobController } from './cron-job-controller.ts'
import { createDaemonSetController } from './daemon-set-controller.ts'
import { createDeploymentController } from './deployment/deployment-controller.ts'
import { createDisruptionController } from './disruption-controller.ts'
import { createGarbageCollector } from './garbage-collector.ts'
import { createJobController } from './job-controller.ts'
import { createNamespaceController } from './namespace-controller.ts'
import { createNodeController } from './node-controller.ts'
import { createQuotaController } from './quota-controller.ts'
import { createReplicaSetController } from './replica-set-controller.ts'
import { createScheduler } from './scheduler.ts'
import { createStatefulSetController } from './stateful-set-controller.ts'
import type { World } from './world.ts'

/** Everything that acts on its own in the cluster. */
export const createControllers = (
  world: World,
  faults: { readonly breakages: Breakages; readonly lost: ReadonlySet<string> },
): readonly Controller[] => [
  createDeploymentController(world),
  createReplicaSetController(world),
  createStatefulSetController(world),
  createDaemonSetController(world),
  createJobController(world),
  createCronJobController(world),
  createAutoscalerController(world),
  createDisruptionController(world),
  createQuotaController(world),
  createScheduler(world),
  createKubelet(world, faults),
  createNodeController(world, faults.lost),
  createGarbageCollector(world),
  createNamespaceController(world),
]
