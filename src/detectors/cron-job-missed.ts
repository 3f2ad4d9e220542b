import { code, text } from '../core/text.ts'
import type { Watched } from '../core/watched.ts'
import { defineDetector } from './about/define-detector.ts'
import { nextDue, readSchedule } from './reading/cron.ts'
import { itemsOf, momentOf, specOf, statusOf, textOf } from './reading/fields.ts'
import { CRON_JOBS } from './reading/kept.ts'
import { oneLine } from './reading/one-line.ts'
import { wallIn } from './reading/zone.ts'

const LEGACY_ZONE = /^(?:CRON_TZ|TZ)=\S+\s+/

export const cronJobMissed = defineDetector({
  id: 'cron-job-missed',
  summary: 'a CronJob was due and did not start',
  resource: 'cronjobs.batch',
  keeps: [CRON_JOBS],
  severity: 'warning',
  holdMs: 5 * 60_000,
  clearMs: 0,
  everyMs: 60_000,
  nextStep: 'Its events say why: describe the CronJob. A run can be started by hand.',
  see(cronJob, _look, now) {
    const spec = specOf(cronJob)
    const schedule = textOf(spec['schedule']) ?? ''
    if (spec['suspend'] === true || cronJob.deletedAt !== undefined) return undefined
    const since = missedSince(cronJob, schedule, now)
    if (!since) return undefined
    const running = itemsOf(statusOf(cronJob)['active']).length
    const isHeld = running > 0 && spec['concurrencyPolicy'] === 'Forbid'
    return {
      summary: isHeld ? text`waits for its previous run` : text`was due and did not start`,
      evidence: [
        text`schedule ${code(oneLine(schedule, 80))}, zone ${oneLine(zoneOf(cronJob), 60)}`,
        ...(isHeld ? [text`the previous run still goes on, and two at once are forbidden`] : []),
      ],
      since,
    }
  },
})

/** When it should have started since its last run; counted in the wall time of its zone. */
function missedSince(cronJob: Watched, schedule: string, now: Date): Date | undefined {
  // Both spellings of a zone within the schedule were refused from 1.29 on; what the older ones mean is not guessed.
  const read = LEGACY_ZONE.test(schedule) ? undefined : readSchedule(schedule)
  const before = momentOf(statusOf(cronJob)['lastScheduleTime']) ?? momentOf(cronJob.createdAt)
  const zone = zoneOf(cronJob)
  const [from, wall] = before ? [wallIn(zone, before), wallIn(zone, now)] : []
  const due = read && from && nextDue(read, from)
  if (!due || !wall || due > wall) return undefined
  return new Date(now.getTime() - (wall.getTime() - due.getTime()) - (now.getTime() % 60_000))
}

/** Without one, the zone of the controller counts: UTC nearly everywhere. */
const zoneOf = (cronJob: Watched) => textOf(specOf(cronJob)['timeZone']) ?? 'Etc/UTC'
