import { z } from 'zod'
import { duration } from '../../../src/core/words/kubectl-age.ts'
import { column, count, wide } from '../printing/column.ts'
import { KubeObject } from '../storage/kube-object.ts'
import { LabelSelector } from '../storage/selector.ts'
import { defineKind } from './define-kind.ts'
import { Condition, conditionOf, PodTemplate } from './pod-shape.ts'

const JobSpec = z.looseObject({
  parallelism: z.number().default(1),
  completions: z.number().default(1),
  backoffLimit: z.number().default(6),
  suspend: z.boolean().default(false),
  selector: LabelSelector.optional(),
  template: PodTemplate,
})

const NewJob = KubeObject.extend({
  spec: JobSpec,
  status: z
    .looseObject({
      active: z.number().optional(),
      ready: z.number().optional(),
      succeeded: z.number().optional(),
      failed: z.number().optional(),
      startTime: z.string().optional(),
      completionTime: z.string().optional(),
      conditions: z.array(Condition).optional(),
    })
    .prefault({}),
})

/** A Job finds its pods by its own uid, as the API server gives it when nothing else is asked for. */
export const Job = NewJob.overwrite((job) => {
  if (job.spec.selector) return job
  const { uid, name } = job.metadata
  const mine = { 'batch.kubernetes.io/controller-uid': uid }
  const template = job.spec.template
  const labels = { ...template.metadata.labels, ...mine, 'batch.kubernetes.io/job-name': name }
  const marked = { ...template, metadata: { ...template.metadata, labels } }
  return { ...job, spec: { ...job.spec, selector: { matchLabels: mine }, template: marked } }
})
export type Job = z.infer<typeof Job>

/** Complete, Failed, Suspended or Running, as kubectl prints it. */
export function jobStatus(job: Job): string {
  if (conditionOf(job, 'Complete')?.status === 'True') return 'Complete'
  if (conditionOf(job, 'Failed')?.status === 'True') return 'Failed'
  return job.spec.suspend ? 'Suspended' : 'Running'
}

export const jobKind = defineKind<Job>({
  group: 'batch',
  version: 'v1',
  kind: 'Job',
  resource: 'jobs',
  categories: ['all'],
  subresources: ['status'],
  generation: true,
  shape: Job,
  columns: [
    column('Status', jobStatus),
    column('Completions', ({ spec, status }) => `${status.succeeded ?? 0}/${spec.completions}`),
    column('Duration', ({ status }, now) => {
      if (!status.startTime) return ''
      const end = status.completionTime ? Date.parse(status.completionTime) : now.getTime()
      return duration(end - Date.parse(status.startTime))
    }),
    wide('Containers', ({ spec }) => spec.template.spec.containers.map((c) => c.name).join(',')),
    wide('Images', ({ spec }) => spec.template.spec.containers.map((c) => c.image).join(',')),
  ],
})

export const CronJob = KubeObject.extend({
  spec: z.looseObject({
    schedule: z.string(),
    suspend: z.boolean().default(false),
    concurrencyPolicy: z.enum(['Allow', 'Forbid', 'Replace']).default('Allow'),
    successfulJobsHistoryLimit: z.number().default(3),
    failedJobsHistoryLimit: z.number().default(1),
    jobTemplate: z.looseObject({
      metadata: z.looseObject({}).optional(),
      spec: JobSpec,
    }),
  }),
  status: z
    .looseObject({
      active: z.array(z.looseObject({ name: z.string() })).optional(),
      lastScheduleTime: z.string().optional(),
      lastSuccessfulTime: z.string().optional(),
    })
    .prefault({}),
})
export type CronJob = z.infer<typeof CronJob>

export const cronJobKind = defineKind<CronJob>({
  group: 'batch',
  version: 'v1',
  kind: 'CronJob',
  resource: 'cronjobs',
  shortNames: ['cj'],
  categories: ['all'],
  subresources: ['status'],
  generation: true,
  shape: CronJob,
  columns: [
    column('Schedule', ({ spec }) => spec.schedule),
    column('Timezone', () => '<none>'),
    column('Suspend', ({ spec }) => (spec.suspend ? 'True' : 'False')),
    count('Active', ({ status }) => status.active?.length ?? 0),
    column('Last Schedule', ({ status }, now) =>
      status.lastScheduleTime
        ? duration(now.getTime() - Date.parse(status.lastScheduleTime))
        : '<none>',
    ),
  ],
})
