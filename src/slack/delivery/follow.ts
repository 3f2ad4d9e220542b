import type { Posted } from './spot.ts'
import { URGENCIES } from '../../core/delivery.ts'
import type { Log } from '../../core/seams.ts'
import type { Message } from '../render/message.ts'
import { SlackFailure } from '../web/failure.ts'
import type { Lane } from './lane.ts'

/** Edits of one message that tell how far something is. */
export type Follow = {
  /** Shows `make()` when it is this message's turn; what was waiting before is dropped. */
  progress(make: () => Message): void
  /** From now on nothing more is shown. */
  end(): void
}

/** After everything that is stored. */
const LAST = URGENCIES.length

type Parts = {
  readonly lane: Lane
  readonly log: Log
  readonly edit: (posted: Posted, message: Message) => Promise<void>
}

export function followMessage({ lane, log, edit }: Parts, posted: Posted): Follow {
  let newest: (() => Message) | undefined
  let isOver = false

  const showNewest = async () => {
    if (!newest || isOver) return
    const make = newest
    try {
      newest = undefined
      await edit(posted, make())
    } catch (error) {
      if (error instanceof SlackFailure && error.kind === 'limited') {
        newest ??= make
        throw error
      }
      // Not again: there will be something newer, or the end.
      log.warn({ err: error, channel: posted.channel }, 'Progress could not be shown')
    }
  }

  return {
    progress(make) {
      const isWaiting = newest !== undefined
      newest = make
      if (!isWaiting && !isOver) lane.add({ rank: LAST, run: showNewest, isOver: () => isOver })
    },
    end() {
      isOver = true
      newest = undefined
    },
  }
}
