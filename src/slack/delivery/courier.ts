import { z } from 'zod'
import type { Clock, Ids, Log } from '../../core/seams.ts'
import type { Message } from '../render/message.ts'
import { SlackFailure } from '../web/failure.ts'
import type { Web } from '../web/web.ts'
import { type Follow, followMessage } from './follow.ts'
import { fitting } from './fitting.ts'
import { createLanes } from './lanes.ts'
import { findPosted } from './reconcile.ts'

/** Where a message goes. */
export type Spot = { readonly channel: string; readonly threadTs?: string }
/** A message that is there. */
export type Posted = Spot & { readonly ts: string }

/** The delivery governor: everything that is posted or edited in a channel goes through here. */
export type Courier = {
  /** Posts at the channel's pace. Rejects with SlackFailure: `refused`, or `channel-busy` when too much waits. */
  post(spot: Spot, message: Message): Promise<Posted>
  /** Edits of one message: progress is coalesced, the last word is never lost. */
  follow(posted: Posted): Follow
}

export type CourierParts = {
  readonly web: Web
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  /** Whether to look in the channel before repeating a post whose answer was lost. */
  readonly reconcile: boolean
  /** Posts waiting in one channel; default 50. */
  readonly capacity?: number
}

/** Other apps can read metadata: it holds nothing but our own key. */
const DELIVERY_EVENT = 'deckwatch_delivery'

const Answer = z.looseObject({ channel: z.string(), ts: z.string() })
const ATTEMPTS = 3

export function createCourier(parts: CourierParts): Courier {
  const { web, clock, log, capacity = 50 } = parts
  const laneOf = createLanes(clock)

  const post = (spot: Spot, message: Message) => {
    const lane = laneOf(spot.channel)
    if (lane.size() >= capacity) return Promise.reject(busy())
    return new Promise<Posted>((resolve, reject) => {
      const attempt = postOnce(parts, spot, message)
      lane.add({
        urgent: true,
        run: () =>
          attempt().then(resolve, (error: unknown) => {
            if (error instanceof SlackFailure && error.kind === 'limited') {
              log.warn(
                { channel: spot.channel, retryAfter: error.retryAfter },
                'Slack slows this channel down',
              )
              throw error
            }
            reject(error)
          }),
      })
    })
  }

  return {
    post,
    follow: (posted) =>
      followMessage({ web, clock, log, lane: laneOf(posted.channel), post }, posted),
  }
}

/** A post that may be run again: it never posts anew before it looked whether the last attempt arrived. */
function postOnce(parts: CourierParts, spot: Spot, message: Message): () => Promise<Posted> {
  const { web, clock, ids, log, reconcile } = parts
  const key = ids.opaque()
  let mayBeThere = false
  const send = (shape: Message) => web.call('chat.postMessage', postArgs(spot, shape, key), Answer)

  return async () => {
    for (let attempt = 1; ; attempt++) {
      const found = mayBeThere && reconcile ? await findPosted(parts, spot, key) : undefined
      if (found !== undefined) return { ...spot, ts: found }
      try {
        const { channel, ts } = await fitting(message, send)
        return { ...spot, channel, ts }
      } catch (error) {
        const isLost = error instanceof SlackFailure && error.kind === 'lost'
        if (!isLost || attempt === ATTEMPTS) throw error
        mayBeThere = true
        log.warn({ channel: spot.channel, attempt }, 'The answer to a post was lost')
        await clock.sleep(1_000 * attempt)
      }
    }
  }
}

const busy = () =>
  new SlackFailure({ kind: 'refused', method: 'chat.postMessage', reason: 'channel-busy' })

function postArgs(spot: Spot, message: Message, key: string) {
  return {
    channel: spot.channel,
    ...(spot.threadTs !== undefined && { thread_ts: spot.threadTs }),
    text: message.text,
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    metadata: { event_type: DELIVERY_EVENT, event_payload: { key } },
    ...INERT,
  }
}

/** Nothing in a message may call people or fetch pages by itself. */
export const INERT = {
  link_names: false,
  parse: 'none',
  unfurl_links: false,
  unfurl_media: false,
} as const
