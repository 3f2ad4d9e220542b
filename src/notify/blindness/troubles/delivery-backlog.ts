import { text, time } from '../../../core/text.ts'
import { ITSELF, own } from '../own.ts'
import type { OwnTrouble } from '../own-trouble.ts'

const OLDEST_MS = 5 * 60_000
const MOST = 200

/** Messages wait longer than a pause of Slack's explains. */
export const deliveryBacklog: OwnTrouble = {
  id: 'delivery-backlog',
  summary: 'a message has waited for Slack for more than 5 minutes, or more than 200 wait',
  severity: 'warning',
  holdMs: 60_000,
  clearMs: 60_000,
  nextStep: 'See what the log says of deliveries, and whether Slack has an incident of its own.',
  isGrave: true,
  see: ({ backlog, now }) => {
    if (!backlog) return []
    const { waiting, oldest } = backlog
    const isOld = oldest !== undefined && now.getTime() - oldest.getTime() > OLDEST_MS
    if (!isOld && waiting <= MOST) return []
    return [
      {
        cluster: ITSELF,
        about: own.deliveries(),
        summary: text`are behind: messages wait for Slack`,
        evidence: oldest ? [text`The oldest has waited since ${time(oldest)}.`] : [],
      },
    ]
  },
}
