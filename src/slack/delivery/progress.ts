import type { PostedAt } from '../../core/delivery.ts'
import type { Log } from '../../core/seams.ts'
import type { View } from '../../core/view.ts'
import type { Message } from '../render/message.ts'
import type { Courier } from './courier.ts'
import type { Follow } from './follow.ts'
import type { Places } from './places.ts'

type Parts = {
  readonly courier: Courier
  readonly places: Places
  readonly draw: (view: View, posted: PostedAt) => Message
  readonly log: Log
}

/** What is shown between two deliveries of a message. It is never stored: whatever is stored replaces it. */
export type Progress = {
  show(key: string, view: View): void
  /** The message is there: what waited for it can be shown. */
  posted(key: string, posted: PostedAt): void
  /** A newer delivery of this message is on its way: nothing older is shown any more. */
  end(key: string): void
  /** Something newer was stored, of which message is not known. */
  endAll(): void
}

type Live = { follow?: Follow; view?: View }

const KEPT = 500

export function createProgress({ courier, places, draw, log }: Parts): Progress {
  const lives = new Map<string, Live>()

  const begin = (live: Live, posted: PostedAt) => {
    live.follow ??= courier.follow(posted)
    const { follow, view } = live
    if (view) follow.progress(() => draw(view, posted))
  }
  const look = async (key: string, live: Live) => {
    const posted = places.known(key) ?? (await places.find(key))
    if (posted && lives.get(key) === live) begin(live, posted)
  }
  const end = (key: string) => {
    lives.get(key)?.follow?.end()
    lives.delete(key)
  }

  return {
    show(key, view) {
      const live: Live = lives.get(key) ?? {}
      live.view = view
      lives.set(key, live)
      const [oldest] = lives.keys()
      if (lives.size > KEPT && oldest !== undefined) end(oldest)
      look(key, live).catch((error: unknown) => {
        log.debug({ err: error }, 'Progress waits: the store does not say where the message is')
      })
    },
    posted(key, posted) {
      const live = lives.get(key)
      if (live) begin(live, posted)
    },
    end,
    endAll() {
      for (const key of lives.keys()) end(key)
    },
  }
}
