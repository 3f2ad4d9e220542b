import { bad, J, lines, type Row, stat } from './panel.ts'

/** What the bot does for people, what matters most first. */
export const work: readonly Row[] = [
  {
    title: 'Five numbers to watch',
    panels: [
      stat('Ready', `min(deckwatch_ready{${J}})`, {
        unit: 'bool_yes_no',
        thresholds: { below: 'red', from: [[1, 'green']] },
      }),
      stat(
        'Informer lag',
        `max(min by (cluster, resource) (deckwatch_informer_lag_seconds{${J}}))`,
        {
          unit: 's',
          thresholds: bad(300),
        },
      ),
      stat('Oldest message', `max(deckwatch_deliveries_oldest_waiting_seconds{${J}})`, {
        unit: 's',
        thresholds: bad(600),
      }),
      stat(
        'Commands without an answer',
        `sum(increase(deckwatch_commands_total{${J}, outcome=~"broken|unavailable"}[1h])) or vector(0)`,
        { unit: 'short', thresholds: bad(5) },
      ),
      stat('Oldest approval', `max(deckwatch_approvals_oldest_waiting_seconds{${J}})`, {
        unit: 's',
        thresholds: bad(14_400),
      }),
      stat('Open incidents', `max(sum by (instance) (deckwatch_incidents_open{${J}}))`, {
        unit: 'short',
      }),
    ],
  },
  {
    title: 'Commands and policy',
    panels: [
      lines('Commands by outcome', 'ops', [
        {
          expr: `sum by (outcome) (rate(deckwatch_commands_total{${J}}[5m]))`,
          legend: '{{outcome}}',
        },
      ]),
      lines('Time to an answer, 95 %', 's', [
        {
          expr: `histogram_quantile(0.95, sum by (le, command) (rate(deckwatch_command_duration_seconds_bucket{${J}}[5m])))`,
          legend: '{{command}}',
        },
      ]),
      lines('Verdicts', 'ops', [
        {
          expr: `sum by (verdict) (rate(deckwatch_policy_verdicts_total{${J}}[5m]))`,
          legend: '{{verdict}}',
        },
      ]),
    ],
  },
  {
    title: 'Changes and approvals',
    panels: [
      lines('Changes by outcome', 'short', [
        {
          expr: `sum by (outcome) (increase(deckwatch_changes_total{${J}}[1h]))`,
          legend: '{{outcome}}',
        },
      ]),
      lines('Plans', 'short', [
        { expr: `max by (state) (deckwatch_plans{${J}})`, legend: '{{state}}' },
      ]),
      lines('Votes and decisions', 'short', [
        {
          expr: `sum by (choice) (increase(deckwatch_votes_total{${J}}[1h]))`,
          legend: 'vote: {{choice}}',
        },
        {
          expr: `sum by (decision) (increase(deckwatch_plan_decisions_total{${J}}[1h]))`,
          legend: '{{decision}}',
        },
        { expr: `sum(increase(deckwatch_break_glass_total{${J}}[1h]))`, legend: 'break-glass' },
      ]),
    ],
  },
  {
    title: 'Incidents',
    panels: [
      lines('Open', 'short', [
        {
          expr: `max by (severity, muted) (deckwatch_incidents_open{${J}})`,
          legend: '{{severity}}, muted: {{muted}}',
        },
      ]),
      lines('What became of them', 'short', [
        {
          expr: `sum by (event) (increase(deckwatch_incidents_total{${J}}[1h]))`,
          legend: '{{event}}',
        },
      ]),
      lines('Findings', 'short', [
        { expr: `max by (detector) (deckwatch_findings{${J}})`, legend: '{{detector}}' },
      ]),
      lines('Alerts received', 'short', [
        {
          expr: `sum by (as) (increase(deckwatch_alerts_received_total{${J}}[1h]))`,
          legend: '{{as}}',
        },
      ]),
    ],
  },
]
