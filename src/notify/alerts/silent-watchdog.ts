import type { Alert } from '../../core/alert.ts'
import { text } from '../../core/text.ts'
import { sayDuration } from '../../core/words/duration.ts'
import type { Seen } from '../incidents/sign.ts'
import { alertItself, ALERTS, nameOf } from './alert-sighting.ts'

/** An alert that always fires, so that its silence tells. */
export const isWatchdog = ({ labels }: Alert): boolean =>
  ['Watchdog', 'DeadMansSwitch'].includes(labels['alertname'] ?? '')

/** What its silence shows, once it lasts for `silenceMs`; what was while nobody listened (before `from`) does not count. */
export function seeSilence(
  alert: Alert,
  { silenceMs, from, now }: { readonly silenceMs: number; readonly from: Date; readonly now: Date },
): Seen | undefined {
  const heard = new Date(alert.heardAt)
  const since = heard > from ? heard : from
  if (now.getTime() - since.getTime() < silenceMs) return undefined
  const name = nameOf(alert)
  const itself = alertItself(alert, name)
  const finding = {
    detector: ALERTS.id,
    severity: 'critical',
    subject: itself,
    about: itself,
    cause: 'watchdog-silent',
    summary: text`is silent: no alert of this cluster may come through`,
    evidence: [text`It always fires, and was not heard for ${sayDuration(silenceMs)}.`],
    since,
  } as const
  return {
    finding,
    detector: SILENCE,
    metadata: { labels: alert.labels, annotations: {} },
    report: { name },
  }
}

const SILENCE = { ...ALERTS, nextStep: 'See whether Prometheus and Alertmanager of it run.' }
