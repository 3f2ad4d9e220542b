import { COMMAND_DURATION, COMMANDS } from '../../core/road/command-metrics.ts'
import type { Metric } from '../../core/meter.ts'
import { BREAKER_OPEN, CALLS_WAITING, VERIFIED } from '../../kube/cluster-metrics.ts'
import { CALL_DURATION, CALLS } from '../../kube/transport/metered-exchange.ts'
import {
  EVENTS,
  EVENTS_MERGED,
  INFORMER_LAG,
  INFORMER_OBJECTS,
  INFORMER_WATCHING,
  WATCH_RESTARTS,
} from '../../kube/watch/watch-metrics.ts'
import { FINDINGS, INCIDENTS, INCIDENTS_OPEN } from '../../notify/incidents/incident-metrics.ts'
import {
  ACKNOWLEDGEMENT,
  ARRIVALS,
  CONNECTIONS,
  CONNECTIONS_ENDED,
  IN_FLIGHT,
} from '../../slack/intake/intake-metrics.ts'
import { SLACK_CALL_DURATION, SLACK_CALLS } from '../../slack/web/metered-web.ts'
import { CHECKPOINTS } from '../../store/audit/checkpoints.ts'
import { REACHABLE } from './clusters-seen.ts'
import { RELOAD_SUCCESSFUL, RELOAD_TIMESTAMP } from './configuration.ts'
import { ALERTS } from './metered-alerts.ts'
import { VERDICTS } from './metered-judge.ts'
import { DELIVERIES, OLDEST_WAITING, WAITING } from './metered-outbox.ts'
import { BREAK_GLASS, CHANGES, DECISIONS, RECORDS, RECORDS_LOST, VOTES } from './metered-records.ts'
import { STORE_DURATION, STORE_FAILURES } from './metered-store.ts'
import { OLDEST_APPROVAL, PLANS } from './plans-held.ts'
import { BUILD_INFO, DEADMAN_PING, READY } from './readiness.ts'

/** Metrics of one topic, as the page shows them. */
export type MetricGroup = { readonly title: string; readonly metrics: readonly Metric[] }

export const metricGroups: readonly MetricGroup[] = [
  {
    title: 'The bot as a whole',
    metrics: [READY, BUILD_INFO, RELOAD_SUCCESSFUL, RELOAD_TIMESTAMP, DEADMAN_PING],
  },
  { title: 'Commands and policy', metrics: [COMMANDS, COMMAND_DURATION, VERDICTS] },
  {
    title: 'Changes and approvals',
    metrics: [PLANS, OLDEST_APPROVAL, VOTES, DECISIONS, CHANGES, BREAK_GLASS],
  },
  { title: 'Audit trail', metrics: [RECORDS, RECORDS_LOST, CHECKPOINTS] },
  {
    title: 'Incidents and alerts',
    metrics: [INCIDENTS, INCIDENTS_OPEN, FINDINGS, ALERTS],
  },
  { title: 'Messages', metrics: [DELIVERIES, WAITING, OLDEST_WAITING] },
  {
    title: 'Slack',
    metrics: [
      SLACK_CALLS,
      SLACK_CALL_DURATION,
      CONNECTIONS,
      CONNECTIONS_ENDED,
      ACKNOWLEDGEMENT,
      ARRIVALS,
      IN_FLIGHT,
    ],
  },
  {
    title: 'Kubernetes',
    metrics: [CALLS, CALL_DURATION, CALLS_WAITING, BREAKER_OPEN, REACHABLE, VERIFIED],
  },
  {
    title: 'Watching',
    metrics: [
      INFORMER_LAG,
      INFORMER_WATCHING,
      INFORMER_OBJECTS,
      WATCH_RESTARTS,
      EVENTS,
      EVENTS_MERGED,
    ],
  },
  { title: 'Store', metrics: [STORE_DURATION, STORE_FAILURES] },
]

/** Every number that is counted: what docs/metrics.md, alerts and dashboards may speak of. */
export const allMetrics: readonly Metric[] = metricGroups.flatMap(({ metrics }) => metrics)
