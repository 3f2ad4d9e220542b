import { z } from 'zod'
import type { Clock, Log } from '../../core/seams.ts'
import type { Message } from '../render/message.ts'
import { SlackFailure } from '../web/failure.ts'
import type { Web } from '../web/web.ts'
import type { Posted, Spot } from './courier.ts'
import { fitting } from './fitting.ts'
import type { Lane } from './lane.ts'

/** Edits of one message. */
export type Follow = {
  /** Shows `make()` when it is this message's turn; what was waiting before is dropped. */
  progress(make: () => Message): void
  /** The last word. Resolves with where it is: this message, or a new one where this one cannot be edited. */
  last(message: Message): Promise<Posted>
}

type Parts = {
  readonly web: Web
  readonly clock: Clock
  readonly log: Log
  readonly lane: Lane
  readonly post: (spot: Spot, message: Message) => Promise<Posted>
}

const Any = z.unknown()
const LAST_ATTEMPTS = 6

export function followMessage(parts: Parts, posted: Posted): Follow {
  const { web, clock, log, lane, post } = parts
  let newest: (() => Message) | undefined
  let isOver = false

  const edit = (message: Message) =>
    fitting(message, (shape) => web.call('chat.update', updateArgs(posted, shape), Any))

  const showNewest = async () => {
    const make = newest
    newest = undefined
    if (!make || isOver) return
    try {
      await edit(make())
    } catch (error) {
      // Not again: by the time Slack allows it there is something newer, or the last word.
      if (error instanceof SlackFailure && error.kind === 'limited') {
        newest ??= make
        throw error
      }
      log.warn({ err: error, channel: posted.channel }, 'Progress could not be shown')
    }
  }

  const showLast = async (message: Message): Promise<void> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return void (await edit(message))
      } catch (error) {
        const isLost = error instanceof SlackFailure && error.kind === 'lost'
        if (!isLost || attempt === LAST_ATTEMPTS) throw error
        await clock.sleep(1_000 * 2 ** attempt)
      }
    }
  }

  return {
    progress(make) {
      const isWaiting = newest !== undefined
      newest = make
      if (!isWaiting && !isOver) lane.add({ urgent: false, run: showNewest })
    },
    async last(message) {
      isOver = true
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const run = () =>
        showLast(message).then(resolve, (error: unknown) => {
          if (error instanceof SlackFailure && error.kind === 'limited') throw error
          reject(error)
        })
      lane.add({ urgent: true, run })
      try {
        await promise
        return posted
      } catch (error) {
        log.warn(
          { err: error, channel: posted.channel },
          'A message cannot be edited any more; posting the last word anew',
        )
        return post({ channel: posted.channel, threadTs: posted.threadTs ?? posted.ts }, message)
      }
    },
  }
}

function updateArgs({ channel, ts }: Posted, message: Message) {
  return {
    channel,
    ts,
    text: message.text,
    // Without blocks Slack would remove the old ones only because there is text; we say it.
    blocks: message.blocks,
    link_names: false,
    parse: 'none',
  }
}
