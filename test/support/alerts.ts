import type { Alert } from '../../src/core/alert.ts'

/** KubePodCrashLooping of web-1 in shop fires on prod-eu. */
export const alert = (more: Partial<Alert> = {}): Alert => ({
  cluster: 'prod-eu',
  fingerprint: 'a1',
  state: 'firing',
  labels: {
    alertname: 'KubePodCrashLooping',
    severity: 'warning',
    namespace: 'shop',
    pod: 'web-1',
    container: 'app',
  },
  annotations: { summary: 'Pod is crash looping.' },
  startsAt: '2026-03-02T09:50:00.000Z',
  heardAt: '2026-03-02T10:00:00.000Z',
  ...more,
})

/** The same, as Alertmanager sends it. */
export const webhookAlert = (more: Record<string, unknown> = {}) => ({
  status: 'firing',
  labels: { ...alert().labels, cluster: 'prod-eu' },
  annotations: { summary: 'Pod is crash looping.' },
  startsAt: '2026-03-02T09:50:00Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'https://prometheus.example.com/graph?g0.expr=up',
  fingerprint: 'c0ffee0123456789',
  ...more,
})

/** A request of Alertmanager's webhook, version 4. */
export const webhook = (more: Record<string, unknown> = {}) => ({
  version: '4',
  groupKey: '{}:{alertname="KubePodCrashLooping"}',
  truncatedAlerts: 0,
  status: 'firing',
  receiver: 'deckwatch',
  groupLabels: { alertname: 'KubePodCrashLooping' },
  commonLabels: {},
  commonAnnotations: {},
  externalURL: 'http://alertmanager:9093',
  alerts: [webhookAlert()],
  ...more,
})
