import type { LeftOut } from '../../../core/alert.ts'
import { code, type Text, text, time } from '../../../core/text.ts'
import { ITSELF, own } from '../own.ts'
import type { OwnTrouble } from '../own-trouble.ts'

/** What an Alertmanager sends and nobody is told of. */
export const alertsLeftOut: OwnTrouble = {
  id: 'alerts-left-out',
  summary:
    'alerts of Alertmanager cannot be taken: of a cluster that is not served, cut, or malformed',
  severity: 'warning',
  holdMs: 0,
  clearMs: 0,
  nextStep: 'Name the clusters in notifications.alertmanager.clusters, and leave max_alerts at 0.',
  isGrave: false,
  see: ({ alertsLeftOut: all = [] }) =>
    all.length === 0
      ? []
      : [
          {
            cluster: ITSELF,
            about: own.alertmanager(),
            summary: text`sends alerts that cannot be taken`,
            evidence: all.map((one) => text`${sayWhy(one)}, last ${time(one.lastAt)}`),
            since: new Date(Math.min(...all.map(({ since }) => since.getTime()))),
          },
        ],
}

function sayWhy({ why, count }: LeftOut): Text {
  switch (why.kind) {
    case 'unserved':
      return why.called === ''
        ? text`${count} that name no cluster`
        : text`${count} of the cluster ${code(why.called)}, which is not served`
    case 'malformed':
      return text`${count} that are no alerts`
    case 'truncated':
      return text`${count} that were cut off: by max_alerts, or because one request had too many`
    default:
      return why satisfies never
  }
}
