import { z } from 'zod'
import type { Tracer } from '../../core/tracer.ts'
import type { Clock, Log } from '../../core/seams.ts'
import type { Web } from '../web/web.ts'
import type { Talk } from './talk.ts'
import { INERT } from '../delivery/courier.ts'
import { fitting } from '../delivery/fitting.ts'
import type { Message } from '../render/message.ts'
import { createResponseUrl } from './response-url.ts'

/** Shows a message to one person only, in the place. Rejects with SlackFailure when that cannot be. */
export type Whisper = (message: Message) => Promise<void>

type Parts = {
  readonly web: Web
  readonly clock: Clock
  readonly log: Log
  readonly tracer: Tracer
}

/** By the way back that came along while it lasts, else as an ephemeral message. */
export function createWhisper({ web, clock, log, tracer }: Parts, talk: Talk): Whisper {
  const { person, place, responseUrl: url } = talk
  const wayBack =
    url === undefined
      ? undefined
      : createResponseUrl({ url, threadTs: place.threadTs, clock, tracer })

  const ephemeral = (message: Message) =>
    web.call(
      'chat.postEphemeral',
      {
        channel: place.channelId,
        user: person.userId,
        text: message.text,
        ...(message.blocks.length > 0 && { blocks: message.blocks }),
        ...(place.threadTs !== undefined && { thread_ts: place.threadTs }),
        link_names: INERT.link_names,
        parse: INERT.parse,
      },
      z.unknown(),
    )

  return async (message) => {
    if (wayBack?.usable()) {
      try {
        return await wayBack.say(message)
      } catch (error) {
        log.info({ err: error }, 'response_url did not take the answer')
      }
    }
    await fitting(message, ephemeral)
  }
}
