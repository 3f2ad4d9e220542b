import { z } from 'zod'
import { count, wide } from '../printing/column.ts'
import { KubeObject } from '../storage/kube-object.ts'
import { LabelSelector } from '../storage/selector.ts'
import { defineKind } from './define-kind.ts'
import { Condition, PodTemplate } from './pod-shape.ts'
import { containersText, imagesText, ownsItsPods, selectorWords } from './workload-words.ts'

export const ReplicaSet = KubeObject.extend({
  spec: z.looseObject({
    replicas: z.number().int().nonnegative().default(1),
    selector: LabelSelector,
    template: PodTemplate,
    minReadySeconds: z.number().optional(),
  }),
  status: z
    .looseObject({
      replicas: z.number().default(0),
      fullyLabeledReplicas: z.number().optional(),
      readyReplicas: z.number().optional(),
      availableReplicas: z.number().optional(),
      observedGeneration: z.number().optional(),
      conditions: z.array(Condition).optional(),
    })
    .prefault({}),
})
export type ReplicaSet = z.infer<typeof ReplicaSet>

export const replicaSetKind = defineKind<ReplicaSet>({
  group: 'apps',
  version: 'v1',
  kind: 'ReplicaSet',
  resource: 'replicasets',
  shortNames: ['rs'],
  categories: ['all'],
  subresources: ['scale', 'status'],
  generation: true,
  shape: ReplicaSet,
  columns: [
    count('Desired', ({ spec }) => spec.replicas),
    count('Current', ({ status }) => status.replicas),
    count('Ready', ({ status }) => status.readyReplicas ?? 0),
    wide('Containers', containersText),
    wide('Images', imagesText),
    wide('Selector', selectorWords),
  ],
  validate: ownsItsPods,
})
