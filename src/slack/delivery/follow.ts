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

export function followMessage(parts: Parts, posted: Posted): Follow {
  const { log, lane, post } = parts
  let newest: (() => Message) | undefined
  let isOver = false

  const showNewest = async () => {
    if (!newest || isOver) return
    const make = newest
    try {
      newest = undefined
      await edit(parts, posted, make())
    } catch (error) {
      if (isLimited(error)) {
        newest ??= make
        throw error
      }
      // Not again: there will be something newer, or the last word.
      log.warn({ err: error, channel: posted.channel }, 'Progress could not be shown')
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
      try {
        await inTurn(lane, () => editAtLast(parts, posted, message))
        return posted
      } catch (error) {
        log.warn({ err: error, channel: posted.channel }, 'The last word is posted anew')
        return post({ channel: posted.channel, threadTs: posted.threadTs ?? posted.ts }, message)
      }
    },
  }
}

const isLimited = (error: unknown) => error instanceof SlackFailure && error.kind === 'limited'

/** Runs when it is its turn, again after each pause that Slack asks for. */
function inTurn(lane: Lane, run: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const attempt = () =>
      run().then(resolve, (error: unknown) => {
        if (isLimited(error)) throw error
        reject(error)
      })
    lane.add({ urgent: true, run: attempt })
  })
}

const LAST_ATTEMPTS = 6

async function editAtLast(parts: Parts, posted: Posted, message: Message): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await edit(parts, posted, message)
    } catch (error) {
      const isLost = error instanceof SlackFailure && error.kind === 'lost'
      if (!isLost || attempt === LAST_ATTEMPTS) throw error
      await parts.clock.sleep(1_000 * 2 ** attempt)
    }
  }
}

async function edit({ web }: Parts, { channel, ts }: Posted, message: Message): Promise<void> {
  await fitting(message, ({ text, blocks }) =>
    // `blocks` also when empty: the old ones must go (chat.update keeps what is not mentioned).
    web.call(
      'chat.update',
      { channel, ts, text, blocks, link_names: false, parse: 'none' },
      z.unknown(),
    ),
  )
}
