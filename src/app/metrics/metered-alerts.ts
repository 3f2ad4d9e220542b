import type { LeftOutAlerts } from '../../alerts/left-out.ts'
import { counter, type Meter } from '../../core/meter.ts'

export const ALERTS = counter({
  name: 'deckwatch_alerts_received_total',
  help: 'Alerts that an Alertmanager sent: taken as firing or resolved, or left out because their cluster is not served, they cannot be read, or they were cut off.',
  labels: { as: ['firing', 'resolved', 'unserved', 'malformed', 'truncated'] },
})

/** The same memory of what was left out; all that comes is counted. */
export const meteredLeftOut = (leftOut: LeftOutAlerts, meter: Meter): LeftOutAlerts => ({
  ...leftOut,
  note(heard, at) {
    const { alerts, unserved, malformed, truncated } = heard
    for (const { state } of alerts) meter.count(ALERTS, { as: state })
    for (const count of unserved.values()) meter.count(ALERTS, { as: 'unserved' }, count)
    meter.count(ALERTS, { as: 'malformed' }, malformed)
    meter.count(ALERTS, { as: 'truncated' }, truncated)
    leftOut.note(heard, at)
  },
})
