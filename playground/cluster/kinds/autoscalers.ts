import { z } from 'zod'
import { column, count } from '../printing/column.ts'
import { KubeObject } from '../storage/kube-object.ts'
import { defineKind } from './define-kind.ts'
import { Condition } from './pod-shape.ts'

const Metric = z.looseObject({
  type: z.string(),
  resource: z
    .looseObject({
      name: z.string(),
      target: z.looseObject({ type: z.string(), averageUtilization: z.number().optional() }),
    })
    .optional(),
})
const CurrentMetric = z.looseObject({
  type: z.string(),
  resource: z
    .looseObject({
      name: z.string(),
      current: z.looseObject({ averageUtilization: z.number().optional() }),
    })
    .optional(),
})

export const Autoscaler = KubeObject.extend({
  spec: z.looseObject({
    scaleTargetRef: z.looseObject({
      apiVersion: z.string().optional(),
      kind: z.string(),
      name: z.string(),
    }),
    minReplicas: z.number().default(1),
    maxReplicas: z.number().int().positive(),
    metrics: z.array(Metric).optional(),
  }),
  status: z
    .looseObject({
      observedGeneration: z.number().optional(),
      lastScaleTime: z.string().optional(),
      currentReplicas: z.number().optional(),
      desiredReplicas: z.number().default(0),
      currentMetrics: z.array(CurrentMetric).optional(),
      conditions: z.array(Condition).optional(),
    })
    .prefault({}),
})
export type Autoscaler = z.infer<typeof Autoscaler>

/** Target and measured CPU, in percent of the request. */
export const cpuTarget = (autoscaler: Autoscaler): number =>
  autoscaler.spec.metrics?.find((metric) => metric.resource?.name === 'cpu')?.resource?.target
    .averageUtilization ?? 80
export const cpuMeasured = (autoscaler: Autoscaler): number | undefined =>
  autoscaler.status.currentMetrics?.find((metric) => metric.resource?.name === 'cpu')?.resource
    ?.current.averageUtilization

export const autoscalerKind = defineKind<Autoscaler>({
  group: 'autoscaling',
  version: 'v2',
  kind: 'HorizontalPodAutoscaler',
  resource: 'horizontalpodautoscalers',
  shortNames: ['hpa'],
  categories: ['all'],
  subresources: ['status'],
  shape: Autoscaler,
  columns: [
    column('Reference', ({ spec }) => `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`),
    column('Targets', (hpa) => {
      const measured = cpuMeasured(hpa)
      return `cpu: ${measured === undefined ? '<unknown>' : `${measured}%`}/${cpuTarget(hpa)}%`
    }),
    column('MinPods', ({ spec }) => String(spec.minReplicas)),
    count('MaxPods', ({ spec }) => spec.maxReplicas),
    count('Replicas', ({ status }) => status.currentReplicas ?? 0),
  ],
})
