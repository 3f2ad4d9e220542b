import { z } from 'zod'
import type { Spot, Posted } from './spot.ts'
import type { Urgency } from '../../core/delivery.ts'
import type { Clock, Ids, Log } from '../../core/seams.ts'
import type { Message } from '../render/message.ts'
import { SlackFailure } from '../web/failure.ts'
import type { Web } from '../web/web.ts'
import { fitting } from './fitting.ts'
import { type Follow, followMessage } from './follow.ts'
import { createLanes } from './lanes.ts'
import { inTurn } from './in-turn.ts'
import { findPosted, type Sought } from './reconcile.ts'

/** How patient a caller is. */
export type Patience = {
  /**
   * Not begun after this moment (monotonic), and not kept through Slack's pauses: rejects with a `limited` SlackFailure
   * instead, while the channel waits. Without it: kept until it can be sent.
   */
  readonly until?: number
  /** Aborted: what has not begun is given up, as if its time was over. */
  readonly signal?: AbortSignal
  /** What else waits for the channel gives way to what is more pressing; default `asked`. */
  readonly urgency?: Urgency
}

export type Sending = Patience & {
  /** What the message can be found by; default: an opaque one. */
  readonly key?: string
}

/** The delivery governor: everything that is posted or edited in a channel goes through here. */
export type Courier = {
  /** Posts at the channel's pace. Rejects with SlackFailure: `refused`, or `channel-busy` when too much waits. */
  post(spot: Spot, message: Message, sending?: Sending): Promise<Posted>
  /** Edits in its turn, before any progress. Rejects with SlackFailure. */
  edit(posted: Posted, message: Message, patience?: Patience): Promise<void>
  /** The message that was posted with this key, as far as we may look. Rejects with SlackFailure: it cannot be told now. */
  find(spot: Spot, sought: Sought): Promise<Posted | undefined>
  /** Progress on one message, coalesced. */
  follow(posted: Posted): Follow
}

export type CourierParts = {
  readonly web: Web
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  /** Whether to look in the channel before repeating a post whose answer was lost; it may change. */
  readonly reconcile: () => boolean
  /** Posts waiting in one channel; default 50. */
  readonly capacity?: number
}

/** Other apps can read metadata: it holds nothing but our own key. */
const DELIVERY_EVENT = 'deckwatch_delivery'
const Answer = z.looseObject({ channel: z.string(), ts: z.string() })
const ATTEMPTS = 3
/** For an answer lost just now. */
const LOOK_BACK_MS = 300_000

export function createCourier(parts: CourierParts): Courier {
  const { web, clock, log, capacity = 50 } = parts
  const laneOf = createLanes(clock)
  const edit = (posted: Posted, message: Message) => editNow(web, posted, message)

  return {
    post(spot, message, sending = {}) {
      const lane = laneOf(spot.channel)
      if (lane.size() >= capacity) return Promise.reject(busy())
      const attempt = postOnce(parts, spot, { message, key: sending.key })
      return inTurn({ lane, clock, log, channel: spot.channel, ...sending }, attempt)
    },
    edit: (posted, message, patience = {}) => {
      const lane = laneOf(posted.channel)
      const turn = { lane, clock, log, channel: posted.channel, ...patience }
      return inTurn(turn, () => edit(posted, message))
    },
    find: async (spot, sought) => {
      const ts = parts.reconcile() ? await findPosted(parts, spot, sought) : undefined
      return ts === undefined ? undefined : { ...spot, ts }
    },
    follow: (posted) => followMessage({ log, lane: laneOf(posted.channel), edit }, posted),
  }
}

type Draft = { readonly message: Message; readonly key: string | undefined }

/** A post that may be run again: it never posts anew before it looked whether the last attempt arrived. */
function postOnce(parts: CourierParts, spot: Spot, draft: Draft): () => Promise<Posted> {
  const { web, clock, ids, log, reconcile } = parts
  const { message, key = ids.opaque() } = draft
  let mayBeThere = false
  const send = (shape: Message) => web.call('chat.postMessage', postArgs(spot, shape, key), Answer)

  return async () => {
    const since = new Date(clock.now().getTime() - LOOK_BACK_MS)
    for (let attempt = 1; ; attempt++) {
      try {
        const found = mayBeThere && reconcile() && (await findPosted(parts, spot, { key, since }))
        if (found) return { ...spot, ts: found }
        const { channel, ts } = await fitting(message, send)
        return { ...spot, channel, ts }
      } catch (error) {
        const isLost = error instanceof SlackFailure && error.kind === 'lost'
        if (!isLost || attempt === ATTEMPTS) throw mayBeThere ? inDoubt(error) : error
        mayBeThere = true
        log.warn({ channel: spot.channel, attempt }, 'The answer to a post was lost')
        await clock.sleep(1_000 * attempt)
      }
    }
  }
}

/** Whatever went wrong now: an earlier attempt may have got through. */
function inDoubt(error: unknown): unknown {
  if (!(error instanceof SlackFailure)) return error
  const { kind, method, reason, retryAfter } = error
  const failure = { kind, method, reason, mayBeDone: true }
  return new SlackFailure({ ...failure, ...(retryAfter !== undefined && { retryAfter }) }, error)
}

async function editNow(web: Web, { channel, ts }: Posted, message: Message): Promise<void> {
  await fitting(message, ({ text, blocks }) =>
    // `blocks` also when empty: the old ones must go (chat.update keeps what is not mentioned).
    web.call(
      'chat.update',
      { channel, ts, text, blocks, link_names: false, parse: 'none' },
      z.unknown(),
    ),
  )
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
