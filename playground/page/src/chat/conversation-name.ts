import type { PageChannel, SlackSnapshot } from '../../../slack/page-model.ts'

/** What `me` calls a conversation: a direct message has the other one's name. */
export function conversationName(slack: SlackSnapshot, channel: PageChannel, me: string): string {
  if (channel.kind !== 'dm') return channel.name
  const other = channel.members.find((member) => member !== me)
  return slack.users.find((user) => user.id === other)?.realName ?? channel.name
}
