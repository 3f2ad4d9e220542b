import { J, lines, type Row } from './panel.ts'

/** What it lives on: Slack, clusters, the store, the machine. */
export const supply: readonly Row[] = [
  {
    title: 'Slack',
    panels: [
      lines('Messages', 'short', [
        {
          expr: `sum by (result) (rate(deckwatch_deliveries_total{${J}}[5m])) * 60`,
          legend: '{{result}} a minute',
        },
        { expr: `max(deckwatch_deliveries_waiting{${J}})`, legend: 'waiting' },
      ]),
      lines('Calls', 'ops', [
        {
          expr: `sum by (method, result) (rate(deckwatch_slack_calls_total{${J}}[5m]))`,
          legend: '{{method}} {{result}}',
        },
      ]),
      lines('Connections', 'short', [
        { expr: `sum by (instance) (deckwatch_slack_connections{${J}})`, legend: '{{instance}}' },
        {
          expr: `sum by (reason) (increase(deckwatch_slack_connections_ended_total{${J}}[1h])) > 0`,
          legend: 'ended: {{reason}}',
        },
      ]),
      lines('Acknowledgement, 99 %', 's', [
        {
          expr: `histogram_quantile(0.99, sum by (le) (rate(deckwatch_slack_acknowledgement_seconds_bucket{${J}}[5m])))`,
          legend: 'p99',
        },
      ]),
    ],
  },
  {
    title: 'Kubernetes',
    panels: [
      lines('Calls', 'ops', [
        {
          expr: `sum by (cluster, status) (rate(deckwatch_kubernetes_calls_total{${J}}[5m]))`,
          legend: '{{cluster}} {{status}}',
        },
      ]),
      lines('Time to an answer, 95 %', 's', [
        {
          expr: `histogram_quantile(0.95, sum by (le, cluster) (rate(deckwatch_kubernetes_call_duration_seconds_bucket{${J}, verb!="watch"}[5m])))`,
          legend: '{{cluster}}',
        },
      ]),
      lines('Reachable, verified, held back', 'short', [
        {
          expr: `min by (cluster) (deckwatch_cluster_reachable{${J}})`,
          legend: '{{cluster}} reachable',
        },
        {
          expr: `min by (cluster) (deckwatch_cluster_verified{${J}})`,
          legend: '{{cluster}} verified',
        },
        {
          expr: `max by (cluster) (deckwatch_kubernetes_breaker_open{${J}})`,
          legend: '{{cluster}} held back',
        },
        {
          expr: `max by (cluster) (deckwatch_kubernetes_calls_waiting{${J}})`,
          legend: '{{cluster}} waiting',
        },
      ]),
    ],
  },
  {
    title: 'Watching',
    panels: [
      lines('Informer lag', 's', [
        {
          expr: `min by (cluster, resource) (deckwatch_informer_lag_seconds{${J}})`,
          legend: '{{cluster}} {{resource}}',
        },
      ]),
      lines('Events', 'ops', [
        {
          expr: `sum by (cluster) (rate(deckwatch_watch_events_total{${J}}[5m]))`,
          legend: '{{cluster}}',
        },
        {
          expr: `sum by (cluster) (rate(deckwatch_watch_events_merged_total{${J}}[5m]))`,
          legend: '{{cluster}} merged',
        },
      ]),
      lines('Watches taken up again', 'short', [
        {
          expr: `sum by (cluster, reason) (increase(deckwatch_watch_restarts_total{${J}}[15m])) > 0`,
          legend: '{{cluster}} {{reason}}',
        },
      ]),
      lines('Objects', 'short', [
        {
          expr: `max by (cluster, resource) (deckwatch_informer_objects{${J}})`,
          legend: '{{cluster}} {{resource}}',
        },
      ]),
    ],
  },
  {
    title: 'Store and process',
    panels: [
      lines('Store, 95 %', 's', [
        {
          expr: `histogram_quantile(0.95, sum by (le, part) (rate(deckwatch_store_duration_seconds_bucket{${J}}[5m])))`,
          legend: '{{part}}',
        },
      ]),
      lines('Event loop, 99 %', 's', [
        {
          expr: `max by (instance) (nodejs_eventloop_lag_p99_seconds{${J}})`,
          legend: '{{instance}}',
        },
      ]),
      lines('Memory', 'bytes', [
        { expr: `process_resident_memory_bytes{${J}}`, legend: '{{instance}} resident' },
        { expr: `nodejs_heap_size_used_bytes{${J}}`, legend: '{{instance}} heap' },
      ]),
      lines('Processor', 'percentunit', [
        { expr: `rate(process_cpu_seconds_total{${J}}[5m])`, legend: '{{instance}}' },
      ]),
    ],
  },
]
