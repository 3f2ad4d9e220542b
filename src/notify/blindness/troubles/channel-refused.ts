import { code, type Text, text, time } from '../../../core/text.ts'
import { ITSELF, own } from '../own.ts'
import type { OwnTrouble } from '../own-trouble.ts'

/** Slack refuses a channel for good: what should be told there is told nobody. */
export const channelRefused: OwnTrouble = {
  id: 'channel-refused',
  summary: 'Slack refuses messages to a channel: the bot is not in it, or it is archived or gone',
  severity: 'critical',
  holdMs: 0,
  clearMs: 0,
  nextStep: 'Invite the bot to the channel, or name another one in the configuration.',
  isGrave: false,
  see: ({ channels }) =>
    channels.flatMap(({ channel, refused }) =>
      refused
        ? [
            {
              cluster: ITSELF,
              about: own.channel(channel),
              summary: text`takes no messages`,
              evidence: [text`${sayReason(refused.reason)}, since ${time(refused.since)}.`],
              since: refused.since,
            },
          ]
        : [],
    ),
}

const sayReason = (reason: string): Text => REASONS[reason] ?? text`Slack says ${code(reason)}`

const REASONS: Readonly<Record<string, Text>> = {
  not_in_channel: text`The bot is not a member`,
  channel_not_found: text`There is none of this id that the bot may see`,
  is_archived: text`It is archived`,
  externally_shared: text`People of another company are in it, and ${code('slack.sharedChannels')} does not list it`,
}
