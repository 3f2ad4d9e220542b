import type { ChannelState } from '../../core/delivery.ts'
import type { Clock } from '../../core/seams.ts'

/** How channels took what was brought to them, for as long as the process runs. */
export type ChannelStates = {
  took(channel: string): void
  /** Slack refused it for good, and nobody else was told. */
  refused(channel: string, reason: string): void
  all(): readonly ChannelState[]
}

/** Our own word: people of another company would read it. */
export const EXTERNALLY_SHARED = 'externally_shared'

/** Refusals that lie with the channel: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const OF_THE_CHANNEL = new Set([
  'channel_not_found',
  EXTERNALLY_SHARED,
  'is_archived',
  'not_in_channel',
  'restricted_action',
  'restricted_action_non_threadable_channel',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'team_access_not_granted',
])
const KEPT = 1_000

export function createChannelStates(clock: Pick<Clock, 'now'>): ChannelStates {
  const states = new Map<string, ChannelState>()
  const put = (state: ChannelState) => {
    states.delete(state.channel)
    states.set(state.channel, state)
    const [oldest] = states.keys()
    if (states.size > KEPT && oldest !== undefined) states.delete(oldest)
  }
  return {
    took: (channel) => put({ channel }),
    refused(channel, reason) {
      if (!OF_THE_CHANNEL.has(reason)) return
      const since = states.get(channel)?.refused?.since ?? clock.now()
      put({ channel, refused: { reason, since } })
    },
    all: () => [...states.values()],
  }
}
