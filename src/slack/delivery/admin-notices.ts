import type { Clock, Log } from '../../core/seams.ts'
import { text } from '../../core/text.ts'
import { view } from '../../core/view.ts'
import { render } from '../render/render.ts'
import type { Courier } from './courier.ts'

type Parts = {
  /** Channel id; without one there is only the log. */
  readonly channel: string | undefined
  readonly courier: Courier
  readonly clock: Clock
  readonly log: Log
}

const SILENCE_MS = 3_600_000

/** Tells the admins where the bot may not post: once an hour for each channel. */
export function createAdminNotices({ channel, courier, clock, log }: Parts) {
  const toldAt = new Map<string, number>()

  return (where: string, reason: string): void => {
    log.warn({ channel: where, reason }, 'May not post in a channel')
    const last = toldAt.get(where) ?? -Infinity
    if (channel === undefined || where === channel || clock.monotonic() - last < SILENCE_MS) return
    toldAt.set(where, clock.monotonic())
    const notice = view('attention', text`I may not post in channel ${{ code: where }}`, [
      {
        part: 'text',
        text: text`Slack says ${{ code: reason }}. Answers go to people directly instead.`,
      },
    ])
    courier.post({ channel }, render(notice, { offer: () => '' })).catch((error: unknown) => {
      log.warn({ err: error }, 'The admin channel cannot be told')
    })
  }
}
