import { text, time } from '../../../core/text.ts'
import { ITSELF, own } from '../own.ts'
import type { OwnTrouble } from '../own-trouble.ts'

/** What people say in channels and Slack does not send any more. Commands and buttons still come. */
export const eventsHeldBack: OwnTrouble = {
  id: 'events-held-back',
  summary: 'Slack leaves out events of the app: more than 30,000 came within an hour',
  severity: 'warning',
  holdMs: 0,
  clearMs: 0,
  nextStep:
    'Take the app out of busy channels, or its message events off; slash commands and buttons still come.',
  isGrave: false,
  see: ({ eventsHeldBack: held }) =>
    held
      ? [
          {
            cluster: ITSELF,
            about: own.slack(),
            summary: text`sends more events than it lets through`,
            evidence: [text`app_rate_limited, last ${time(held.lastAt)}`],
            since: held.since,
          },
        ]
      : [],
}
