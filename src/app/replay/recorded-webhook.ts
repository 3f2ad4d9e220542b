import { z } from 'zod'
import { type Webhook, webhookOf } from '../../alerts/webhook.ts'

/** A request of Alertmanager's webhook as it was recorded. */
export type RecordedWebhook = {
  readonly line: number
  readonly webhook: Webhook
  /** When it came, as the record says, or else the newest beginning or end that it tells of. */
  readonly at: Date
}

type Read = Omit<RecordedWebhook, 'line'> | { readonly why: string }

const Dated = z.looseObject({ at: z.iso.datetime({ offset: true }).optional() })

/** Reads the body of a request, with `at` where the record says when it came. Undefined for what is none. */
export function webhookIn(value: unknown): Read[] | undefined {
  if (!isWebhookLike(value)) return undefined
  const dated = Dated.safeParse(value)
  if (!dated.success) return [{ why: 'at: is no time such as 2026-01-14T12:00:00Z' }]
  const webhook = webhookOf(value)
  if (typeof webhook === 'string') return [{ why: webhook }]
  const problems = webhook.malformed.map((why) => ({ why }))
  const { at } = dated.data
  const moment = at === undefined ? newestOf(webhook) : new Date(at)
  return moment ? [{ webhook, at: moment }, ...problems] : problems
}

const isWebhookLike = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'alerts' in value && !('kind' in value)

/** What fires has no end yet, but Go's zero time or a guess of its sender's. */
function newestOf({ alerts }: Webhook): Date | undefined {
  const moments = alerts.map(({ status, startsAt, endsAt }) =>
    Date.parse(status === 'resolved' ? (endsAt ?? startsAt) : startsAt),
  )
  return moments.length > 0 ? new Date(Math.max(...moments)) : undefined
}
