import type { PageChannel, PageUser, SlackSnapshot } from '../../../slack/page-model.ts'
import { plainWords } from '../mrkdwn/plain-words.ts'

/** By direct message: the ts up to which its person has read it. */
export type Read = Readonly<Record<string, string>>

/** What waits for one person in their direct message with the bot. */
export type Inbox = {
  readonly user: PageUser
  readonly channelId: string
  readonly count: number
  /** The newest of it, in one plain line, and when it came. */
  readonly text: string
  readonly ts: string
}

/** Everybody whom the bot wrote to directly and who has not looked yet; the newest first. */
export function inboxesOf(slack: SlackSnapshot, read: Read): readonly Inbox[] {
  return slack.channels
    .flatMap((channel) => inboxOf(slack, channel, read[channel.id] ?? '0'))
    .toSorted((one, other) => Number(other.ts) - Number(one.ts))
}

function inboxOf(slack: SlackSnapshot, channel: PageChannel, since: string): readonly Inbox[] {
  if (channel.kind !== 'dm') return []
  const user = slack.users.find(
    ({ id, kind }) => channel.members.includes(id) && kind !== 'bot' && kind !== 'deactivated',
  )
  const waiting = slack.messages.filter(
    (one) => one.channelId === channel.id && one.from === 'bot' && Number(one.ts) > Number(since),
  )
  const last = waiting.at(-1)
  if (!user || !last) return []
  const text = plainWords(last.text, slack)
  return [{ user, channelId: channel.id, count: waiting.length, text, ts: last.ts }]
}
