import { jobStatus, type CronJob, type Job } from '../kinds/jobs.ts'
import { controlledBy, refOf } from '../storage/kube-object.ts'
import type { Controller } from './controller.ts'
import { isDue } from './cron-schedule.ts'
import { isControlledBy, itself, ownerKey, refOfKey } from './keys.ts'
import type { World } from './world.ts'

const FROM = 'cronjob-controller'
const LOOK_EVERY_MS = 10_000

/** Starts a Job in every minute that its schedule names, and forgets old ones. */
export function createCronJobController(world: World): Controller {
  const { cronJobs, jobs } = world.resources
  return {
    name: FROM,
    concerns: (change) => [...itself(change, 'batch/cronjobs'), ...ownerKey(change, 'CronJob')],
    reconcile(key) {
      const cron = cronJobs.get(refOfKey(key))
      if (!cron || cron.metadata.deletionTimestamp) return undefined
      const mine = jobs.list(cron.metadata.namespace).filter((job) => isControlledBy(job, cron))
      const active = mine.filter((job) => jobStatus(job) === 'Running')
      const now = world.pace.now()
      if (shouldStart(cron, active.length, now)) start(world, cron, now)
      forget(world, cron, mine)
      const change = (current: CronJob) => ({
        ...current,
        status: {
          ...current.status,
          active: active.map(({ metadata: { name, uid } }) => ({ kind: 'Job', name, uid })),
        },
      })
      cronJobs.update(refOf(cron), change, { part: 'status' })
      return LOOK_EVERY_MS
    },
  }
}

function shouldStart({ spec, status }: CronJob, active: number, now: Date): boolean {
  if (spec.suspend || !isDue(spec.schedule, now)) return false
  if (spec.concurrencyPolicy === 'Forbid' && active > 0) return false
  return minuteOf(Date.parse(status.lastScheduleTime ?? '1970-01-01')) < minuteOf(now.getTime())
}

const minuteOf = (ms: number) => Math.floor(ms / 60_000)

function start({ resources, events }: World, cron: CronJob, now: Date) {
  const name = `${cron.metadata.name}-${minuteOf(now.getTime())}`
  resources.jobs.create({
    metadata: {
      name,
      namespace: cron.metadata.namespace,
      labels: cron.metadata.labels,
      ownerReferences: [controlledBy(cron)],
    },
    spec: cron.spec.jobTemplate.spec,
  })
  const lastScheduleTime = new Date(minuteOf(now.getTime()) * 60_000).toISOString()
  const change = ({ status, ...rest }: CronJob) => ({
    ...rest,
    status: { ...status, lastScheduleTime: lastScheduleTime.replace('.000Z', 'Z') },
  })
  resources.cronJobs.update(refOf(cron), change, { part: 'status' })
  const message = `Created job ${name}`
  events.record(cron, { reason: 'SuccessfulCreate', message, from: FROM })
}

function forget({ resources }: World, { spec }: CronJob, jobs: readonly Job[]) {
  const limits = [
    ['Complete', spec.successfulJobsHistoryLimit],
    ['Failed', spec.failedJobsHistoryLimit],
  ] as const
  for (const [status, limit] of limits) {
    const done = jobs.filter((job) => jobStatus(job) === status)
    const old = done.toSorted((a, b) =>
      a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1,
    )
    for (const job of old.slice(0, Math.max(0, old.length - limit)))
      resources.jobs.remove(refOf(job))
  }
}
