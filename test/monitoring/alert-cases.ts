/** Series as promtool writes them: `0+10x20` begins at 0 and grows by 10 a minute, 20 times. */
export type Case = {
  readonly alert: string
  readonly fires: Readonly<Record<string, string>>
  readonly silent: Readonly<Record<string, string>>
  /** After so many minutes; default 30. */
  readonly at?: number
}

const bucket = (name: string, labels: string, values: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(values).map(([le, value]) => [`${name}_bucket{${labels}, le="${le}"}`, value]),
  )

const ack = 'deckwatch_slack_acknowledgement_seconds'
const store = 'deckwatch_store_duration_seconds'
const J = 'job="deckwatch"'
const steady = (name: string, bad: string, good: string) => ({
  fires: { [name]: bad },
  silent: { [name]: good },
})

/** Each alert with numbers at which it must fire, and with the nearest at which it must not. */
export const cases: readonly Case[] = [
  { alert: 'DeckwatchDown', ...steady(`up{${J}, instance="a"}`, '0x40', '1x40') },
  {
    alert: 'DeckwatchDown',
    // One of two is enough, and a short gap is no outage.
    fires: {},
    silent: { [`up{${J}, instance="a"}`]: '0x40', [`up{${J}, instance="b"}`]: '1x27 0x3' },
  },
  {
    alert: 'DeckwatchNotReady',
    ...steady(`deckwatch_ready{${J}, instance="a", part="slack"}`, '1x20 0x20', '1x27 0x3'),
  },
  {
    alert: 'DeckwatchRestarting',
    ...steady(`process_start_time_seconds{${J}, instance="a"}`, '1x5 2x5 3x5 4x20', '1x5 2x5 3x30'),
  },
  {
    alert: 'DeckwatchBlind',
    ...steady(
      `deckwatch_informer_watching{${J}, cluster="c", resource="pods"}`,
      '1x10 0x30',
      '1x22 0x8',
    ),
  },
  {
    alert: 'DeckwatchBlind',
    // Another replica sees it.
    fires: {
      [`deckwatch_informer_watching{${J}, instance="a", cluster="c", resource="p"}`]: '0x40',
    },
    silent: {
      [`deckwatch_informer_watching{${J}, instance="a", cluster="c", resource="p"}`]: '0x40',
      [`deckwatch_informer_watching{${J}, instance="b", cluster="c", resource="p"}`]: '1x40',
    },
  },
  {
    alert: 'DeckwatchInformerStale',
    ...steady(
      `deckwatch_informer_lag_seconds{${J}, cluster="c", resource="pods"}`,
      '10x10 301x30',
      '299x40',
    ),
  },
  {
    alert: 'DeckwatchWatchesFlapping',
    fires: { [`deckwatch_watch_restarts_total{${J}, cluster="c", reason="lost"}`]: '0+3x60' },
    silent: {
      [`deckwatch_watch_restarts_total{${J}, cluster="c", reason="lost"}`]: '0+1x60',
      [`deckwatch_watch_restarts_total{${J}, cluster="c", reason="ended"}`]: '0+9x60',
    },
    at: 45,
  },
  {
    alert: 'DeckwatchClusterUnreachable',
    ...steady(`deckwatch_cluster_reachable{${J}, cluster="c"}`, '1x10 0x30', '1x22 0x8'),
  },
  {
    alert: 'DeckwatchSelfTestFailing',
    ...steady(`deckwatch_cluster_verified{${J}, cluster="c"}`, '0x40', '0x3 1x40'),
  },
  {
    alert: 'DeckwatchThrottled',
    fires: { [`deckwatch_kubernetes_calls_total{${J}, cluster="c", status="429"}`]: '0+4x40' },
    silent: {
      [`deckwatch_kubernetes_calls_total{${J}, cluster="c", status="429"}`]: '0+1x40',
      [`deckwatch_kubernetes_calls_total{${J}, cluster="c", status="2xx"}`]: '0+99x40',
    },
  },
  {
    alert: 'DeckwatchSlackDisconnected',
    ...steady(`deckwatch_slack_connections{${J}, instance="a"}`, '2x20 0x20', '1x40'),
  },
  {
    alert: 'DeckwatchSlackDisconnected',
    // Over HTTP there are no connections to count.
    fires: { [`deckwatch_slack_connections{${J}}`]: '0x40' },
    silent: { [`up{${J}}`]: '1x40' },
  },
  {
    alert: 'DeckwatchSlackLimited',
    ...steady(`deckwatch_slack_calls_total{${J}, result="limited"}`, '0+5x40', '0+2x40'),
  },
  {
    alert: 'DeckwatchAcknowledgementSlow',
    fires: bucket(ack, J, { '1': '0+90x40', '2': '0+100x40', '+Inf': '0+100x40' }),
    silent: bucket(ack, J, { '1': '0+100x40', '2': '0+100x40', '+Inf': '0+100x40' }),
  },
  {
    alert: 'DeckwatchBacklogGrowing',
    ...steady(`deckwatch_deliveries_oldest_waiting_seconds{${J}}`, '0+60x40', '0+20x40'),
  },
  {
    alert: 'DeckwatchDeliveriesRefused',
    ...steady(`deckwatch_deliveries_total{${J}, result="given-up"}`, '0x20 1x20', '5x40'),
  },
  {
    alert: 'DeckwatchStoreAway',
    ...steady(`deckwatch_store_failures_total{${J}, part="plans"}`, '0+3x40', '2x40'),
  },
  {
    alert: 'DeckwatchStoreAway',
    ...steady(`deckwatch_ready{${J}, part="store"}`, '0x40', '1x29 0x1'),
  },
  {
    alert: 'DeckwatchStoreSlow',
    fires: bucket(store, `${J}, part="plans"`, {
      '0.25': '0+50x40',
      '1': '0+99x40',
      '+Inf': '0+99x40',
    }),
    silent: bucket(store, `${J}, part="plans"`, {
      '0.25': '0+98x40',
      '1': '0+99x40',
      '+Inf': '0+99x40',
    }),
  },
  {
    alert: 'DeckwatchAuditRecordsLost',
    ...steady(`deckwatch_audit_records_lost_total{${J}}`, '0x20 1x20', '3x40'),
  },
  {
    alert: 'DeckwatchCheckpointsFailing',
    ...steady(
      `deckwatch_audit_checkpoints_total{${J}, result="failed"}`,
      '0x9 1x9 3x40',
      '0x9 1x40',
    ),
  },
  {
    alert: 'DeckwatchApprovalWaiting',
    ...steady(`deckwatch_approvals_oldest_waiting_seconds{${J}}`, '14500x40', '14300x40'),
  },
  {
    alert: 'DeckwatchChangesFailing',
    ...steady(
      `deckwatch_changes_total{${J}, command="restart", outcome="failed"}`,
      '0x9 2x9 4x40',
      '0x9 1x40',
    ),
  },
  {
    alert: 'DeckwatchCommandsBreaking',
    ...steady(
      `deckwatch_commands_total{${J}, command="get", outcome="unavailable"}`,
      '0+1x40',
      '0x25 3x10',
    ),
  },
  {
    alert: 'DeckwatchBreakGlass',
    ...steady(`deckwatch_break_glass_total{${J}}`, '0x25 1x10', '1x40'),
  },
  {
    alert: 'DeckwatchConfigReloadFailed',
    ...steady(
      `deckwatch_config_last_reload_successful{${J}, instance="a"}`,
      '1x10 0x30',
      '1x22 0x8',
    ),
  },
  {
    alert: 'DeckwatchLoopDelayed',
    ...steady(`nodejs_eventloop_lag_p99_seconds{${J}, instance="a"}`, '0.8x40', '0.1x40'),
  },
  {
    alert: 'DeckwatchDeadmanLetGo',
    // Time begins at 0 here.
    ...steady(`deckwatch_deadman_last_ping_timestamp_seconds{${J}}`, '60x40', '0+60x40'),
  },
]
