import { z } from 'zod'
import { column, count } from '../printing/column.ts'
import { KubeObject } from '../storage/kube-object.ts'
import { LabelSelector } from '../storage/selector.ts'
import { defineKind } from './define-kind.ts'
import { Condition } from './pod-shape.ts'

const Amount = z.union([z.number(), z.string()])

export const DisruptionBudget = KubeObject.extend({
  spec: z.looseObject({
    minAvailable: Amount.optional(),
    maxUnavailable: Amount.optional(),
    selector: LabelSelector.optional(),
  }),
  status: z
    .looseObject({
      observedGeneration: z.number().optional(),
      disruptionsAllowed: z.number().default(0),
      currentHealthy: z.number().default(0),
      desiredHealthy: z.number().default(0),
      expectedPods: z.number().default(0),
      conditions: z.array(Condition).optional(),
    })
    .prefault({}),
})
export type DisruptionBudget = z.infer<typeof DisruptionBudget>

export const disruptionBudgetKind = defineKind<DisruptionBudget>({
  group: 'policy',
  version: 'v1',
  kind: 'PodDisruptionBudget',
  resource: 'poddisruptionbudgets',
  shortNames: ['pdb'],
  subresources: ['status'],
  generation: true,
  shape: DisruptionBudget,
  columns: [
    column('Min Available', ({ spec }) => spec.minAvailable ?? 'N/A'),
    column('Max Unavailable', ({ spec }) => spec.maxUnavailable ?? 'N/A'),
    count('Allowed Disruptions', ({ status }) => status.disruptionsAllowed),
  ],
})
