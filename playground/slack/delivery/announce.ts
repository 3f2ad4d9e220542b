import type { JsonObject } from '../block-kit/json.ts'
import { randomHex, randomId } from '../random-id.ts'
import type { World } from '../world/world.ts'
import type { Ack, Delivery } from './delivery.ts'

/** Tells the bot of an event it subscribed to; resolves with the first acknowledgement, or undefined if unsubscribed. */
export type Announce = (subscription: string, event: JsonObject) => Promise<Ack | undefined>

// Slack tries again almost at once, then after one and after five minutes.
const RETRIES_MS = [0, 60_000, 300_000]

type Parts = {
  readonly world: World
  readonly send: (delivery: Delivery) => Promise<Ack>
  readonly verificationToken: string
  readonly subscriptions: ReadonlySet<string>
}

export function createAnnounce({ world, send, ...settings }: Parts): Announce {
  const retry = (delivery: Delivery, attempt: number) => {
    const wait = RETRIES_MS[attempt - 1]
    if (wait === undefined) return
    world.clock.after(wait, () => {
      void deliver({ ...delivery, retry: { attempt, reason: 'http_timeout' } })
    })
  }
  const deliver = async (delivery: Delivery) => {
    const ack = await send(delivery)
    if (!ack.acked && !ack.noRetry) retry(delivery, (delivery.retry?.attempt ?? 0) + 1)
    return ack
  }
  return async (subscription, event) => {
    if (!settings.subscriptions.has(subscription)) return undefined
    const payload = envelope(world, event, settings.verificationToken)
    const delivery: Delivery = {
      type: 'events_api',
      name: `event ${String(event['type'])}`,
      payload,
      acceptsResponse: false,
    }
    return deliver(delivery)
  }
}

const envelope = (world: World, event: JsonObject, token: string): JsonObject => ({
  token,
  team_id: world.team.id,
  context_team_id: world.team.id,
  context_enterprise_id: null,
  api_app_id: world.app.id,
  event,
  type: 'event_callback',
  event_id: randomId('Ev'),
  event_time: Math.floor(world.clock.now().getTime() / 1000),
  authorizations: [
    {
      enterprise_id: null,
      team_id: world.team.id,
      user_id: world.app.botUserId,
      is_bot: true,
      is_enterprise_install: false,
    },
  ],
  is_ext_shared_channel: world.channels.get(String(event['channel']))?.shared ?? false,
  event_context: `4-${randomHex(20)}`,
})
