import type { PageChannel, PageMessage, SlackSnapshot } from '../../../slack/page-model.ts'

/** The conversations somebody sees in the sidebar: channels they are in, then direct messages. */
export function conversationsOf(slack: SlackSnapshot, me: string): readonly PageChannel[] {
  return slack.channels.filter((channel) => channel.members.includes(me) && !channel.archived)
}

/** What `me` sees in a channel, thread replies left out; ephemeral messages of others never. */
export function channelMessages(slack: SlackSnapshot, channelId: string, me: string) {
  return messagesFor(slack, channelId, me).filter((one) => !isReply(one))
}

/** A thread as `me` sees it: its parent first. */
export function threadMessages(slack: SlackSnapshot, parent: Address, me: string) {
  return messagesFor(slack, parent.channelId, me).filter(
    (one) => one.ts === parent.ts || one.threadTs === parent.ts,
  )
}

export type Address = { readonly channelId: string; readonly ts: string }

/** How many messages in a channel came after `since`, said by others. */
export function unreadCount(slack: SlackSnapshot, channelId: string, reader: Reader): number {
  return messagesFor(slack, channelId, reader.me).filter(
    (one) => Number(one.ts) > Number(reader.since ?? 0) && one.userId !== reader.me,
  ).length
}

type Reader = { readonly me: string; readonly since: string | undefined }

function messagesFor(slack: SlackSnapshot, channelId: string, me: string): readonly PageMessage[] {
  return slack.messages.filter(
    (one) => one.channelId === channelId && (one.onlyFor === undefined || one.onlyFor === me),
  )
}

const isReply = (one: PageMessage) => one.threadTs !== undefined && one.threadTs !== one.ts
