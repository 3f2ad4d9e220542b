import { ownersOf } from '../core/about/owners.ts'
import { text } from '../core/text.ts'
import type { Look, Watched } from '../core/watched.ts'
import { defineDetector } from './about/define-detector.ts'
import { JOB_MODES } from './diagnosis/jobs.ts'
import { diagnose } from './diagnosis/mode.ts'
import { conditionOf, sinceOf } from './reading/condition.ts'
import { CRON_JOBS, JOBS } from './reading/kept.ts'
import { oneLine } from './reading/one-line.ts'

/** A failed job stays until somebody deletes it; news it is only for so long. */
const FRESH = 24 * 60 * 60_000

export const jobFailed = defineDetector({
  id: 'job-failed',
  summary: 'a job failed; over when a later run of its CronJob ends well, told for a day at most',
  resource: 'jobs.batch',
  keeps: [JOBS, CRON_JOBS],
  severity: 'warning',
  holdMs: 0,
  clearMs: 0,
  nextStep: 'Read the logs of its last pod.',
  see(job, look, now) {
    const failed = conditionOf(job, 'Failed')
    if (failed?.status !== 'True') return undefined
    if (failed.since && now.getTime() - failed.since.getTime() > FRESH) return undefined
    if (wasRedeemed(job, look)) return undefined
    const said = `${failed.reason ?? 'Failed'}: ${failed.message ?? 'no reason given'}`
    const pods = look.ownedBy(job, 'pods').map(({ uid }) => uid)
    const parents = ownersOf(job, look).map(({ uid }) => uid)
    return {
      summary: text`failed (${oneLine(failed.reason ?? 'Failed', 80)})`,
      evidence: [text`job ${job.name}: ${oneLine(said)}`],
      explains: [...parents, ...pods],
      ...sinceOf(failed.since),
      ...diagnose(JOB_MODES, said),
    }
  },
})

/** Kubernetes tells seconds only: of two runs that began within one, the other one may be the later. */
function wasRedeemed(job: Watched, look: Look): boolean {
  const parent = job.owners.find(({ controller }) => controller)
  if (!parent) return false
  return look
    .ownedBy({ ...job, uid: parent.uid }, 'jobs.batch')
    .some(
      (other) =>
        Date.parse(other.createdAt) >= Date.parse(job.createdAt) &&
        conditionOf(other, 'Complete')?.status === 'True',
    )
}
