import { type Text, text } from '../../core/text.ts'
import { type View, view } from '../../core/view.ts'

const MEANINGS: Readonly<Record<string, string>> = {
  not_in_channel: 'the bot is not in this channel: /invite it',
  channel_not_found: 'the bot is not in this conversation: /invite it, where that is possible',
  is_archived: 'this channel is archived',
  restricted_action: 'only some people may post in this channel',
  restricted_action_read_only_channel: 'this channel is read-only',
  restricted_action_thread_only_channel: 'this channel takes only replies in threads',
  'channel-busy': 'too many answers already wait for this channel',
  moved: 'the bot may not post where this was asked for',
}

/** For what was moved here some time ago. */
export const MOVED = 'moved'

const meaning = (reason: string): Text => [MEANINGS[reason] ?? `Slack says ${reason}`]

/** The answer that was meant for everybody, with why only one sees it. */
export function cannotPostHere(answer: View, reason: string): View {
  const why = text`Only you see this: ${meaning(reason)}.`
  return { ...answer, parts: [...answer.parts, { part: 'warning', text: why }] }
}

/** What is told in another channel than it was meant for, with where it belongs. */
export function belongsElsewhere(told: View, channel: string): View {
  const why = text`This belongs in channel ${{ code: channel }}, where the bot may not post: /invite it there.`
  return { ...told, parts: [...told.parts, { part: 'warning', text: why }] }
}

/** For a press of a button that is not known any more. */
export function forgottenButton(command: string): View {
  return view('attention', text`This button is from before a restart, or too old`, [
    {
      part: 'text',
      text: text`Nothing was done. Type the command instead: ${{ code: `${command} help` }} lists them.`,
    },
  ])
}

/** For a press of a button while the store that knows it is away. */
export function unreadableButton(command: string): View {
  return view('attention', text`What this button says cannot be read right now`, [
    {
      part: 'text',
      text: text`Nothing was done. Press it again in a minute, or type the command: ${{ code: `${command} help` }} lists them.`,
    },
  ])
}
