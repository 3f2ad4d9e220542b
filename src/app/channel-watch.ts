import type { Clock, Log } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import type { Slack } from '../slack/slack.ts'
import { type ChannelUse, channelsOf, DEFAULTS } from './channels-of.ts'
import { createFollowing, type Following } from './following.ts'
import type { Setup } from './setup.ts'

type Around = {
  readonly slack: Pick<Slack, 'lookAt'>
  readonly clock: Clock
  readonly log: Log
}

/** Slack allows 50 such look-ups a minute (tier 3); people's commands need some, too. */
const PAUSE_MS = 2_000
const AGAIN_MS = 10 * 60_000

/** Looks at every channel that something is to be told in: at the start, and again as long as the bot runs. */
export function createChannelWatch(around: Around, first: Setup): Following<Service> {
  return createFollowing(
    {
      name: 'channels',
      slice: (setup) => [usedBy(setup), setup.config.slack.sharedChannels],
      build: (setup) => watchOver(usedBy(setup), around),
    },
    first,
  )
}

const usedBy = ({ config, policy }: Setup): readonly string[] =>
  channelsOf(config, policy)
    .filter(isNeeded)
    .map(({ channel }) => channel)

const isNeeded = ({ uses }: ChannelUse) => uses.some((use) => use !== DEFAULTS)

function watchOver(channels: readonly string[], { slack, clock, log }: Around): Service {
  const stopping = new AbortController()
  let looking = Promise.resolve()
  const loop = async () => {
    while (!stopping.signal.aborted) {
      for (const channel of channels) {
        await slack.lookAt(channel)
        await clock.sleep(PAUSE_MS, stopping.signal)
      }
      await clock.sleep(AGAIN_MS, stopping.signal)
    }
  }
  const noteUnlessStopped = (error: unknown) => {
    if (!stopping.signal.aborted) log.error({ err: error }, 'channels are not looked at any more')
  }
  return {
    name: 'channels',
    start: async () => void (looking = loop().catch(noteUnlessStopped)),
    stop: async () => {
      stopping.abort(new Error('stopping'))
      await looking
    },
    unready: () => undefined,
  }
}
