import { z } from 'zod'
import type { Spot } from './spot.ts'
import type { Clock, Log } from '../../core/seams.ts'
import { isForGood } from '../web/failure.ts'
import type { Web } from '../web/web.ts'

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
  response_metadata: z
    .looseObject({ next_cursor: z.string().optional() })
    .optional()
    .catch(undefined),
})

/** A clock that is not Slack's. */
const SKEW_S = 300
/** Pages of a channel that are looked through, the newest first; one holds 200 messages. */
const PAGES = 20

/** Which message, and since when it may be there. */
export type Sought = { readonly key: string; readonly since: Date }

type Parts = { readonly web: Web; readonly clock: Clock; readonly log: Log }

/**
 * The timestamp of the message that carries `key`, if Slack stored it although its answer was lost. Where the bot may
 * not read the channel this is undefined and the post is repeated: a rare duplicate rather than a lost answer. Rejects
 * with SlackFailure where it may be told later.
 */
export async function findPosted(
  parts: Parts,
  spot: Spot,
  { key, since }: Sought,
): Promise<string | undefined> {
  let cursor: string | undefined
  try {
    for (let page = 0; page < PAGES; page++) {
      const { messages, response_metadata: more } = await list(parts, spot, { since, cursor })
      const found = messages.find(({ metadata }) => metadata?.event_payload?.key === key)
      cursor = more?.next_cursor
      if (found || !cursor) return found?.ts
    }
    return undefined
  } catch (error) {
    if (!isForGood(error)) throw error
    parts.log.warn({ err: error, channel: spot.channel }, 'Cannot look whether a post arrived')
    return undefined
  }
}

type Page = { readonly since: Date; readonly cursor: string | undefined }

function list({ web, clock }: Parts, { channel, threadTs }: Spot, { since, cursor }: Page) {
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000)
  const where = {
    channel,
    include_all_metadata: true,
    limit: 200,
    oldest: String(seconds(since) - SKEW_S),
    // Without an end, Slack begins with the oldest.
    latest: String(seconds(clock.now()) + SKEW_S),
    ...(cursor !== undefined && { cursor }),
  }
  return threadTs === undefined
    ? web.call('conversations.history', where, Listed)
    : web.call('conversations.replies', { ...where, ts: threadTs }, Listed)
}
