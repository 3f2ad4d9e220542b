import { matchesAny } from '../../core/glob.ts'
import type { Clock, Log } from '../../core/seams.ts'
import { createFresh } from '../directory/fresh.ts'
import { type ChannelFacts, lookAtChannel } from '../examination/channel-facts.ts'
import { SlackFailure } from '../web/failure.ts'
import type { Web } from '../web/web.ts'
import { EXTERNALLY_SHARED } from './channel-states.ts'

/** Keeps what nobody asked for out of channels that people of another company read. */
export type ChannelGuard = {
  /** Rejects with SlackFailure where it is not to be told. */
  admit(channel: string): Promise<void>
  /** Looks anew: what keeps everything from being told there, in Slack's word or ours. */
  look(channel: string): Promise<Seen>
}

export type Seen = { readonly problem?: string } | 'unseen'

type Parts = {
  readonly web: Web
  /** Ids of shared channels that are meant to be told all the same; patterns. */
  readonly allowed: () => readonly string[]
  readonly clock: Clock
  readonly log: Log
}

const FRESH_MS = 5 * 60_000
const TTL_MS = 30 * 60_000

/**
 * Where Slack does not say who reads a channel, it is told: an alarm that is lost is worse. That is logged, and doctor
 * finds what is missing.
 */
export function createChannelGuard({ web, allowed, clock, log }: Parts): ChannelGuard {
  const unseenUntil = new Map<string, number>()
  const load = async (channel: string): Promise<ChannelFacts | undefined> => {
    try {
      const found = await lookAtChannel(web, channel)
      unseenUntil.delete(channel)
      return found
    } catch (error) {
      const reason = error instanceof SlackFailure ? error.reason : 'unknown'
      if (!unseenUntil.has(channel))
        log.warn({ channel, reason }, 'Slack does not say who reads a channel')
      unseenUntil.set(channel, clock.monotonic() + FRESH_MS)
      throw error
    }
  }
  const times = { clock, freshMs: FRESH_MS, ttlMs: TTL_MS, capacity: 1_000 }
  const facts = createFresh({ ...times, load, onError: () => undefined })
  const isRefused = (channel: string, found: ChannelFacts | undefined) =>
    found?.isShared === true && !matchesAny(allowed(), channel)

  return {
    async admit(channel) {
      if (channel.startsWith('D') || clock.monotonic() < (unseenUntil.get(channel) ?? 0)) return
      const found = await facts(channel).catch(orUndefined)
      if (isRefused(channel, found)) throw refusal()
    },
    async look(channel) {
      try {
        const found = await facts(channel, 0)
        if (found && isRefused(channel, found)) return { problem: EXTERNALLY_SHARED }
        return problemOf(found)
      } catch (error) {
        orUndefined(error)
        return 'unseen'
      }
    },
  }
}

function problemOf(found: ChannelFacts | undefined): Seen {
  if (!found) return { problem: 'channel_not_found' }
  if (found.isArchived) return { problem: 'is_archived' }
  return found.mayPost ? {} : { problem: 'not_in_channel' }
}

function orUndefined(error: unknown): undefined {
  if (!(error instanceof SlackFailure)) throw error
}

const refusal = () =>
  new SlackFailure({ kind: 'refused', method: 'chat.postMessage', reason: EXTERNALLY_SHARED })
