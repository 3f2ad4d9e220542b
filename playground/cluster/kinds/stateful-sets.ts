import { z } from 'zod'
import { column, wide } from '../printing/column.ts'
import { KubeObject } from '../storage/kube-object.ts'
import { LabelSelector } from '../storage/selector.ts'
import { defineKind } from './define-kind.ts'
import { Condition, PodTemplate } from './pod-shape.ts'
import { containersText, imagesText, ownsItsPods } from './workload-words.ts'

const Strategy = z.looseObject({
  type: z.enum(['RollingUpdate', 'OnDelete']).default('RollingUpdate'),
  rollingUpdate: z.looseObject({ partition: z.number().optional() }).prefault({ partition: 0 }),
})

export const StatefulSet = KubeObject.extend({
  spec: z.looseObject({
    replicas: z.number().int().nonnegative().default(1),
    selector: LabelSelector,
    template: PodTemplate,
    serviceName: z.string().default(''),
    podManagementPolicy: z.enum(['OrderedReady', 'Parallel']).default('OrderedReady'),
    updateStrategy: Strategy.prefault({}),
    revisionHistoryLimit: z.number().default(10),
  }),
  status: z
    .looseObject({
      observedGeneration: z.number().optional(),
      replicas: z.number().default(0),
      readyReplicas: z.number().optional(),
      availableReplicas: z.number().optional(),
      currentReplicas: z.number().optional(),
      updatedReplicas: z.number().optional(),
      currentRevision: z.string().optional(),
      updateRevision: z.string().optional(),
      conditions: z.array(Condition).optional(),
    })
    .prefault({}),
})
export type StatefulSet = z.infer<typeof StatefulSet>

export const statefulSetKind = defineKind<StatefulSet>({
  group: 'apps',
  version: 'v1',
  kind: 'StatefulSet',
  resource: 'statefulsets',
  shortNames: ['sts'],
  categories: ['all'],
  subresources: ['scale', 'status'],
  generation: true,
  shape: StatefulSet,
  columns: [
    column('Ready', ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas}`),
    wide('Containers', containersText),
    wide('Images', imagesText),
  ],
  validate: ownsItsPods,
})
