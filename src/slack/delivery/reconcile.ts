import { z } from 'zod'
import type { Clock, Log } from '../../core/seams.ts'
import type { Web } from '../web/web.ts'
import type { Spot } from './courier.ts'

const Listed = z.looseObject({
  messages: z
    .array(
      z.looseObject({
        ts: z.string(),
        metadata: z
          .looseObject({ event_payload: z.looseObject({ key: z.string().optional() }).optional() })
          .optional()
          .catch(undefined),
      }),
    )
    .default([]),
})

/** For an answer lost just now. */
const LOOK_BACK_S = 300
/** A clock that is not Slack's. */
const AHEAD_S = 300

type Sought = { readonly key: string; readonly lookBackS?: number }

type Parts = { readonly web: Web; readonly clock: Clock; readonly log: Log }

/**
 * The timestamp of the message that carries `key`, if Slack stored it although its answer was lost. Where the bot may
 * not read the channel this is undefined and the post is repeated: a rare duplicate rather than a lost answer.
 */
export async function findPosted(
  parts: Parts,
  spot: Spot,
  { key, lookBackS = LOOK_BACK_S }: Sought,
): Promise<string | undefined> {
  const { web, clock, log } = parts
  const now = Math.floor(clock.now().getTime() / 1000)
  const where = {
    channel: spot.channel,
    include_all_metadata: true,
    limit: 200,
    oldest: String(now - lookBackS),
    // Without an end, Slack begins with the oldest.
    latest: String(now + AHEAD_S),
  }
  try {
    const { messages } =
      spot.threadTs === undefined
        ? await web.call('conversations.history', where, Listed)
        : await web.call('conversations.replies', { ...where, ts: spot.threadTs }, Listed)
    return messages.find(({ metadata }) => metadata?.event_payload?.key === key)?.ts
  } catch (error) {
    log.warn({ err: error, channel: spot.channel }, 'Cannot look whether a post arrived')
    return undefined
  }
}
