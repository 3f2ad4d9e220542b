import { text } from '../core/text.ts'
import { defineDetector } from './about/define-detector.ts'
import { newestRevision } from './about/revision-behind.ts'
import { impactOn } from './about/impact.ts'
import { subjectOf } from '../core/about/subject.ts'
import { conditionOf, sinceOf } from './reading/condition.ts'
import { DEPLOYMENTS, REPLICA_SETS } from './reading/kept.ts'
import { oneLine } from './reading/one-line.ts'

export const progressDeadline = defineDetector({
  id: 'progress-deadline',
  summary: 'a deployment’s rollout made no progress within its deadline',
  resource: 'deployments.apps',
  keeps: [DEPLOYMENTS, REPLICA_SETS],
  severity: 'warning',
  holdMs: 0,
  clearMs: 60_000,
  nextStep: 'See why its new pods do not become ready, or roll back.',
  see(deployment, look) {
    const progressing = conditionOf(deployment, 'Progressing')
    if (progressing?.reason !== 'ProgressDeadlineExceeded') return undefined
    const impact = impactOn(subjectOf(deployment), look)
    const rollout = newestRevision(deployment, look)
    return {
      summary: text`made no progress within its deadline`,
      evidence: [[oneLine(progressing.message ?? 'ProgressDeadlineExceeded')], ...impact.lines],
      ...sinceOf(progressing.since),
      ...(impact.severity && { severity: impact.severity }),
      ...(rollout && { rollout }),
    }
  },
})
