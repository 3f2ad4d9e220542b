import { z } from 'zod'
import type { Alert } from '../core/alert.ts'
import { alertFrom, WebhookAlert } from './webhook-alert.ts'
import type { ClusterNaming } from './cluster-naming.ts'

/** What one request of Alertmanager's webhook says. */
export type Heard = {
  /** Of clusters that are served. */
  readonly alerts: readonly Alert[]
  /** What the others are called, and how many alerts each has. */
  readonly unserved: ReadonlyMap<string, number>
  /** Alerts without the shape of one. */
  readonly malformed: number
  /** Alerts that were cut off: by Alertmanager itself, its `max_alerts`, or because one request had too many. */
  readonly truncated: number
}

/** So many of one request are looked at: nobody waits long for that. */
const MOST_ALERTS = 10_000

// https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
const Envelope = z.looseObject({
  version: z.literal('4', { error: 'only version "4" of the webhook is known' }),
  alerts: z.array(z.unknown()),
  truncatedAlerts: z.int().nonnegative().optional(),
})

/** A request of the webhook, before anybody asked which clusters its alerts are of. */
export type Webhook = {
  readonly alerts: readonly WebhookAlert[]
  /** What is wrong with each alert that has not the shape of one, by its path. */
  readonly malformed: readonly string[]
  readonly truncated: number
}

/** Reads the body of a request, at the moment it was heard; a word on what is wrong with it otherwise. */
export function readWebhook(json: string, naming: ClusterNaming, heardAt: Date): Heard | string {
  const body = parsed(json)
  if (body === undefined) return 'not JSON'
  const webhook = webhookOf(body)
  if (typeof webhook === 'string') return webhook
  const { alerts, malformed } = webhook
  if (alerts.length === 0 && malformed.length > 0) return 'no alert in it has the shape of one'
  return hear(webhook, naming, heardAt)
}

/** A body that has the shape of one; a word on what is wrong with it otherwise. */
export function webhookOf(body: unknown): Webhook | string {
  const envelope = Envelope.safeParse(body)
  if (!envelope.success) return `not a webhook of Alertmanager: ${wordOn(envelope.error)}`
  const { alerts, truncatedAlerts = 0 } = envelope.data
  const read = alerts.slice(0, MOST_ALERTS).map((alert) => WebhookAlert.safeParse(alert))
  return {
    alerts: read.flatMap(({ data }) => data ?? []),
    malformed: read.flatMap(({ error }, i) => (error ? wordOn(error, ['alerts', i]) : [])),
    truncated: truncatedAlerts + Math.max(0, alerts.length - MOST_ALERTS),
  }
}

/** What it says of the clusters that are served. */
export function hear(webhook: Webhook, naming: ClusterNaming, heardAt: Date): Heard {
  const named = webhook.alerts.map((alert) => ({ alert, ...naming(alert.labels) }))
  return {
    alerts: named.flatMap(({ alert, cluster }) =>
      cluster === undefined ? [] : alertFrom(alert, cluster, heardAt),
    ),
    unserved: counted(named.flatMap(({ called }) => called ?? [])),
    malformed: webhook.malformed.length,
    truncated: webhook.truncated,
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function wordOn({ issues: [issue] }: z.ZodError, above: readonly PropertyKey[] = []): string {
  const path = [...above, ...(issue?.path ?? [])].map(String).join('.')
  return `${path === '' ? 'the body' : path}: ${issue?.message ?? 'is not as expected'}`
}

function counted(words: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const word of words) found.set(word, (found.get(word) ?? 0) + 1)
  return found
}
