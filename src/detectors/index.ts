import type { Detector } from '../core/finding.ts'
import { autoscalerBlind } from './autoscaler-blind.ts'
import { autoscalerMaxed } from './autoscaler-maxed.ts'
import { claimLost } from './claim-lost.ts'
import { claimPending } from './claim-pending.ts'
import { containerConfig } from './container-config.ts'
import { crashLoop } from './crash-loop.ts'
import { cronJobMissed } from './cron-job-missed.ts'
import { daemonSetUnavailable } from './daemon-set-unavailable.ts'
import { deploymentUnavailable } from './deployment-unavailable.ts'
import { evicted } from './evicted.ts'
import { imagePull } from './image-pull.ts'
import { initFailed } from './init-failed.ts'
import { jobFailed } from './job-failed.ts'
import { nodeCordoned } from './node-cordoned.ts'
import { nodeNotReady } from './node-not-ready.ts'
import { nodePressure } from './node-pressure.ts'
import { outOfMemory } from './out-of-memory.ts'
import { podNotReady } from './pod-not-ready.ts'
import { progressDeadline } from './progress-deadline.ts'
import { quotaNearlyUsed } from './quota-nearly-used.ts'
import { replicaFailure } from './replica-failure.ts'
import { statefulSetUnavailable } from './stateful-set-unavailable.ts'
import { stuckCreating } from './stuck-creating.ts'
import { stuckTerminating } from './stuck-terminating.ts'
import { unschedulable } from './unschedulable.ts'
import { volumeFailed } from './volume-failed.ts'
import { createWarningEvents } from './warning-events.ts'

/** Those that see a trouble in the objects themselves, in the order the documentation shows them: one file each. */
const seeing: readonly Detector[] = [
  crashLoop,
  outOfMemory,
  imagePull,
  containerConfig,
  initFailed,
  unschedulable,
  stuckCreating,
  podNotReady,
  stuckTerminating,
  evicted,
  progressDeadline,
  replicaFailure,
  deploymentUnavailable,
  statefulSetUnavailable,
  daemonSetUnavailable,
  jobFailed,
  cronJobMissed,
  nodeNotReady,
  nodePressure,
  nodeCordoned,
  claimPending,
  claimLost,
  volumeFailed,
  autoscalerMaxed,
  autoscalerBlind,
  quotaNearlyUsed,
]

/** Everything that is worth telling. */
export const detectors: readonly Detector[] = [...seeing, createWarningEvents(seeing)]
