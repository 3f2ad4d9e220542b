import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { column, count, wide } from '../printing/column.ts'
import { KubeObject } from '../storage/kube-object.ts'
import { LabelSelector } from '../storage/selector.ts'
import { defineKind } from './define-kind.ts'
import { Condition, PodTemplate } from './pod-shape.ts'
import { containersText, imagesText, ownsItsPods, selectorWords } from './workload-words.ts'

const Replicas = z.number().int().nonnegative()
const Amount = z.union([z.number().int().nonnegative(), z.string()])
const RollingUpdate = z.looseObject({
  maxUnavailable: Amount.default('25%'),
  maxSurge: Amount.default('25%'),
})
const Strategy = z
  .looseObject({
    type: z.enum(['RollingUpdate', 'Recreate']).default('RollingUpdate'),
    rollingUpdate: RollingUpdate.optional(),
  })
  .transform((strategy) =>
    strategy.type === 'RollingUpdate' && !strategy.rollingUpdate
      ? { ...strategy, rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } }
      : strategy,
  )

export const Deployment = KubeObject.extend({
  spec: z.looseObject({
    replicas: Replicas.default(1),
    selector: LabelSelector,
    template: PodTemplate,
    strategy: Strategy.prefault({}),
    minReadySeconds: z.number().optional(),
    revisionHistoryLimit: z.number().default(10),
    paused: z.boolean().optional(),
    progressDeadlineSeconds: z.number().default(600),
  }),
  status: z
    .looseObject({
      observedGeneration: z.number().optional(),
      replicas: z.number().optional(),
      updatedReplicas: z.number().optional(),
      readyReplicas: z.number().optional(),
      availableReplicas: z.number().optional(),
      unavailableReplicas: z.number().optional(),
      conditions: z.array(Condition).optional(),
    })
    .prefault({}),
})
export type Deployment = z.infer<typeof Deployment>

export const deploymentKind = defineKind<Deployment>({
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  resource: 'deployments',
  shortNames: ['deploy'],
  categories: ['all'],
  subresources: ['scale', 'status'],
  generation: true,
  shape: Deployment,
  columns: [
    column('Ready', ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas}`),
    count('Up-to-date', ({ status }) => status.updatedReplicas ?? 0),
    count('Available', ({ status }) => status.availableReplicas ?? 0),
    wide('Containers', containersText),
    wide('Images', imagesText),
    wide('Selector', selectorWords),
  ],
  validate: (deployment, before) => [
    ...ownsItsPods(deployment),
    ...(before && !isDeepStrictEqual(before.spec.selector, deployment.spec.selector)
      ? [
          {
            reason: 'FieldValueInvalid',
            message: `Invalid value: ${JSON.stringify(deployment.spec.selector)}: field is immutable`,
            field: 'spec.selector',
          },
        ]
      : []),
  ],
})
