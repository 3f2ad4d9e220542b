import type { Clock, Log } from '../../core/seams.ts'
import { type Text, text } from '../../core/text.ts'
import { view } from '../../core/view.ts'
import { render } from '../render/render.ts'
import type { Courier } from './courier.ts'

type Parts = {
  /** Channel id of the moment; without one there is only the log. */
  readonly channel: () => string | undefined
  /** Lost messages are told of by somebody else (`Messenger.channels`). */
  readonly lostIsTold?: () => boolean
  readonly courier: Pick<Courier, 'post'>
  readonly clock: Clock
  readonly log: Log
}

/** Where what was meant for the channel is told instead: to the people it is for, in a channel (its id), or nowhere. */
export type Instead = 'people' | 'nowhere' | (string & {})

/** Told when the bot may not post in a channel, and why in Slack's word. */
export type OnUnpostable = (channel: string, reason: string, instead: Instead) => void

const SILENCE_MS = 3_600_000

/** Tells the admins where the bot may not post: once an hour for each channel. */
export function createAdminNotices(parts: Parts): OnUnpostable {
  const { lostIsTold = () => false, courier, clock, log } = parts
  const toldAt = new Map<string, number>()

  return (where, reason, instead) => {
    log.warn({ channel: where, reason, instead }, 'May not post in a channel')
    if (lostIsTold() && instead !== 'people') return
    const channel = parts.channel()
    const last = toldAt.get(where) ?? -Infinity
    if (channel === undefined || where === channel || clock.monotonic() - last < SILENCE_MS) return
    toldAt.set(where, clock.monotonic())
    const notice = view('attention', text`I may not post in channel ${{ code: where }}`, [
      {
        part: 'text',
        text: text`Slack says ${{ code: reason }}. ${insteadText(instead)}`,
      },
    ])
    courier.post({ channel }, render(notice, { offer: () => '' })).catch((error: unknown) => {
      log.warn({ err: error }, 'The admin channel cannot be told')
    })
  }
}

function insteadText(instead: Instead): Text {
  if (instead === 'people') return text`Answers go to people directly instead.`
  if (instead === 'nowhere')
    return text`What was meant for it is told nowhere. Invite the bot there.`
  return text`What was meant for it is told in channel ${{ code: instead }} instead. Invite the bot there.`
}
