import { withoutEmpty } from '../json/value.ts'
import { jobStatus, type Job } from '../kinds/jobs.ts'
import { isActive, type Condition, type Pod } from '../kinds/pod-shape.ts'
import { refOf } from '../storage/kube-object.ts'
import type { Controller } from './controller.ts'
import { isControlledBy, itself, ownerKey, refOfKey } from './keys.ts'
import { podFromTemplate } from './pod-from-template.ts'
import type { World } from './world.ts'

const FROM = 'job-controller'

/** Runs pods until enough succeeded, or too many failed. */
export function createJobController(world: World): Controller {
  const { jobs, pods } = world.resources
  return {
    name: FROM,
    concerns: (change) => [...itself(change, 'batch/jobs'), ...ownerKey(change, 'Job')],
    reconcile(key) {
      const job = jobs.get(refOfKey(key))
      if (!job || job.metadata.deletionTimestamp || jobStatus(job) !== 'Running') return undefined
      const mine = pods.list(job.metadata.namespace).filter((pod) => isControlledBy(pod, job))
      const tally = count(mine)
      const verdict = verdictOf(job, tally)
      if (!verdict && runMore(world, job, tally) > 0) return 10
      if (verdict?.type === 'Failed')
        for (const pod of mine.filter(isActive)) pods.remove(refOf(pod))
      writeStatus(world, job, { tally, verdict })
      if (verdict) announce(world, job, verdict)
      return undefined
    },
  }
}

function announce({ events }: World, job: Job, { type, reason = '', message = '' }: Verdict) {
  const words =
    type === 'Complete'
      ? ({ type: 'Normal', reason: 'Completed' } as const)
      : ({ type: 'Warning', reason } as const)
  events.record(job, { ...words, message, from: FROM })
}

type Tally = { readonly active: number; readonly succeeded: number; readonly failed: number }

const count = (pods: readonly Pod[]): Tally => ({
  active: pods.filter(isActive).length,
  succeeded: pods.filter((pod) => pod.status.phase === 'Succeeded').length,
  failed: pods.filter((pod) => pod.status.phase === 'Failed').length,
})

type Verdict = Pick<Condition, 'type' | 'reason' | 'message'>

function verdictOf({ spec }: Job, tally: Tally): Verdict | undefined {
  if (tally.succeeded >= spec.completions) return { type: 'Complete', message: 'Job completed' }
  if (tally.failed <= spec.backoffLimit) return undefined
  return {
    type: 'Failed',
    reason: 'BackoffLimitExceeded',
    message: 'Job has reached the specified backoff limit',
  }
}

function runMore({ resources, events }: World, job: Job, { active, succeeded }: Tally): number {
  const wanted = Math.min(job.spec.parallelism, job.spec.completions - succeeded)
  const missing = Math.max(0, wanted - active)
  for (let i = 0; i < missing; i++) {
    const labels = {
      'job-name': job.metadata.name,
      'batch.kubernetes.io/job-name': job.metadata.name,
    }
    const pod = resources.pods.create(podFromTemplate(job.spec.template, job, { labels }))
    const message = `Created pod: ${pod.metadata.name}`
    events.record(job, { reason: 'SuccessfulCreate', message, from: FROM })
  }
  return missing
}

type Judged = { readonly tally: Tally; readonly verdict: Verdict | undefined }

function writeStatus({ resources, pace }: World, job: Job, { tally, verdict }: Judged) {
  const now = pace.stamp()
  const done = { status: 'True' as const, lastTransitionTime: now, lastProbeTime: now }
  const change = (current: Job) => ({
    ...current,
    status: {
      ...withoutEmpty(tally),
      startTime: current.status.startTime ?? now,
      ...(verdict?.type === 'Complete' && { completionTime: now }),
      ...(verdict && { conditions: [{ ...verdict, ...done }] }),
    },
  })
  resources.jobs.update(refOf(job), change, { part: 'status' })
}
