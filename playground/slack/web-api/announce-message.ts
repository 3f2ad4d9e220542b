import type { JsonObject } from '../block-kit/json.ts'
import type { MethodContext } from './define-method.ts'

const KINDS = {
  public: ['channel', 'message.channels'],
  private: ['group', 'message.groups'],
  dm: ['im', 'message.im'],
} as const

/** Tells the bot of its own message: Slack does, and a bot must not answer itself. */
export function announceMessage(
  { world, announce }: Pick<MethodContext, 'world' | 'announce'>,
  channelId: string,
  message: JsonObject,
): void {
  const kind = world.channels.get(channelId)?.kind
  if (!kind) return
  const [channel_type, subscription] = KINDS[kind]
  const event_ts = message['ts']
  void announce(subscription, { ...message, channel: channelId, channel_type, event_ts })
}
