import { z } from 'zod'
import { column, count, wide } from '../printing/column.ts'
import { KubeObject } from '../storage/kube-object.ts'
import { LabelSelector } from '../storage/selector.ts'
import { defineKind } from './define-kind.ts'
import { Condition, PodTemplate } from './pod-shape.ts'
import { containersText, imagesText, ownsItsPods, selectorWords } from './workload-words.ts'

const Strategy = z.looseObject({
  type: z.enum(['RollingUpdate', 'OnDelete']).default('RollingUpdate'),
  rollingUpdate: z
    .looseObject({ maxUnavailable: z.union([z.number(), z.string()]).default(1) })
    .prefault({}),
})

export const DaemonSet = KubeObject.extend({
  spec: z.looseObject({
    selector: LabelSelector,
    template: PodTemplate,
    updateStrategy: Strategy.prefault({}),
    revisionHistoryLimit: z.number().default(10),
  }),
  status: z
    .looseObject({
      currentNumberScheduled: z.number().default(0),
      numberMisscheduled: z.number().default(0),
      desiredNumberScheduled: z.number().default(0),
      numberReady: z.number().default(0),
      observedGeneration: z.number().optional(),
      updatedNumberScheduled: z.number().optional(),
      numberAvailable: z.number().optional(),
      numberUnavailable: z.number().optional(),
      conditions: z.array(Condition).optional(),
    })
    .prefault({}),
})
export type DaemonSet = z.infer<typeof DaemonSet>

export const daemonSetKind = defineKind<DaemonSet>({
  group: 'apps',
  version: 'v1',
  kind: 'DaemonSet',
  resource: 'daemonsets',
  shortNames: ['ds'],
  categories: ['all'],
  subresources: ['status'],
  generation: true,
  shape: DaemonSet,
  columns: [
    count('Desired', ({ status }) => status.desiredNumberScheduled),
    count('Current', ({ status }) => status.currentNumberScheduled),
    count('Ready', ({ status }) => status.numberReady),
    count('Up-to-date', ({ status }) => status.updatedNumberScheduled ?? 0),
    count('Available', ({ status }) => status.numberAvailable ?? 0),
    column('Node Selector', ({ spec }) => labelsText(spec.template.spec.nodeSelector)),
    wide('Containers', containersText),
    wide('Images', imagesText),
    wide('Selector', selectorWords),
  ],
  validate: ownsItsPods,
})

const labelsText = (labels: Readonly<Record<string, string>> | undefined) =>
  Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',') || '<none>'
