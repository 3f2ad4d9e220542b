import type { OnUnpostable } from './admin-notices.ts'
import type { ChannelGuard } from './channel-guard.ts'
import type { ChannelStates } from './channel-states.ts'

type Parts = {
  readonly guard: Pick<ChannelGuard, 'look'>
  readonly channels: ChannelStates
  readonly onUnpostable: OnUnpostable
}

/** Finds out beforehand what a message would find out: that a channel takes none, or takes them again. */
export function createChannelLook({ guard, channels, onUnpostable }: Parts) {
  return async (channel: string): Promise<void> => {
    const before = channels.all().find((one) => one.channel === channel)?.refused
    const seen = await guard.look(channel)
    if (seen === 'unseen') return
    const { problem } = seen
    if (problem === undefined) {
      if (before && FOUND.has(before.reason)) channels.took(channel)
      return
    }
    channels.refused(channel, problem)
    if (before?.reason !== problem) onUnpostable(channel, problem, 'nowhere')
  }
}

/** What a look can find; other refusals are known only by trying. */
const FOUND = new Set(['channel_not_found', 'is_archived', 'externally_shared', 'not_in_channel'])
