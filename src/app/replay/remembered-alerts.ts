import type { Alert, AlertBook } from '../../core/alert.ts'

/** For so long after an end the other of two Alertmanagers may still say that it fires. */
const LATE_MS = 10 * 60_000

/** Alerts in memory, for as long as a replay lasts. */
export function createRememberedAlerts(): AlertBook {
  const alerts = new Map<string, Alert>()
  return {
    keep: async (heard) => {
      for (const alert of heard) {
        const key = `${alert.cluster}/${alert.fingerprint}`
        if (!isLateNews(alert, alerts.get(key))) alerts.set(key, alert)
      }
    },
    firing: async () =>
      [...alerts.values()]
        .filter(({ state }) => state === 'firing')
        .toSorted((one, other) => (one.startsAt < other.startsAt ? -1 : 1)),
  }
}

const isLateNews = ({ state, startsAt, heardAt }: Alert, known: Alert | undefined): boolean =>
  state === 'firing' &&
  known?.endsAt !== undefined &&
  startsAt <= known.endsAt &&
  Date.parse(heardAt) - Date.parse(known.heardAt) <= LATE_MS
