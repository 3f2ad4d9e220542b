import { matchesAny } from '../../core/glob.ts'
import type { ChannelWish } from '../../core/incidents/incident.ts'
import { channel as named, code, type Text, text } from '../../core/text.ts'

/** Names the channel for what it stands on: an annotation, on a namespace also a label. */
export const CHANNEL_KEY = 'deckwatch.io/channel'

/**
 * The channel that an object asked for, or why it does not get it. Whoever may edit an object writes this: only what
 * the operator listed counts.
 */
export function channelAskedFor(
  wish: ChannelWish | undefined,
  allowed: readonly string[] = [],
): { readonly channel: string } | { readonly refused: Text } {
  if (!wish) return { refused: text`neither it nor its namespace names a channel` }
  const { channel, by } = wish
  const who = by === 'object' ? 'it' : 'its namespace'
  if (!/^[CG][A-Z0-9]{1,30}$/.test(channel))
    return { refused: text`${who} names ${code(channel)}, which is no channel id` }
  if (matchesAny(allowed, channel)) return { channel }
  return { refused: text`${who} names ${named(channel)}, which objectChannels does not list` }
}
