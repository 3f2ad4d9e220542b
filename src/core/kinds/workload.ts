import { z } from 'zod'
import { KubeObject } from '../resource.ts'
import { Condition } from './condition.ts'
import { LabelSelector } from './label-selector.ts'
import { Container } from './pod.ts'

/** The annotation with which Deployments and their ReplicaSets say their revision. */
export const REVISION = 'deployment.kubernetes.io/revision'

/** Nothing in here has defaults: what was read must compare equal to what the API server holds. */
export const PodTemplate = z.looseObject({
  metadata: z
    .looseObject({
      labels: z.record(z.string(), z.string()).nullish(),
      annotations: z.record(z.string(), z.string()).nullish(),
    })
    .nullish(),
  spec: z
    .looseObject({
      containers: z.array(Container).nullish(),
      initContainers: z.array(Container).nullish(),
    })
    .nullish(),
})
export type PodTemplate = z.infer<typeof PodTemplate>

const count = z.number().nullish()

/** Deployment, StatefulSet, DaemonSet, ReplicaSet, and custom kinds that look alike. */
export const Workload = KubeObject.extend({
  spec: z
    .looseObject({
      replicas: count,
      paused: z.boolean().nullish(),
      selector: LabelSelector.nullish(),
      template: PodTemplate.nullish(),
      strategy: z.looseObject({ type: z.string().nullish() }).nullish(),
      updateStrategy: z
        .looseObject({
          type: z.string().nullish(),
          rollingUpdate: z.looseObject({ partition: count }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
  status: z
    .looseObject({
      observedGeneration: count,
      replicas: count,
      updatedReplicas: count,
      readyReplicas: count,
      availableReplicas: count,
      currentRevision: z.string().nullish(),
      updateRevision: z.string().nullish(),
      desiredNumberScheduled: count,
      currentNumberScheduled: count,
      updatedNumberScheduled: count,
      numberAvailable: count,
      conditions: z.array(Condition).nullish(),
    })
    .nullish(),
})
export type Workload = z.infer<typeof Workload>
