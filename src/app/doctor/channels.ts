import type { Config } from '../../config/load.ts'
import { matchesAny } from '../../core/glob.ts'
import type { ChannelFacts } from '../../slack/examination/channel-facts.ts'
import { SlackFailure } from '../../slack/web/failure.ts'
import { type ChannelUse, channelsOf, DEFAULTS } from '../channels-of.ts'
import { type Ailments, defineCheck, type Mend, type Report } from './check.ts'
import { eachOf } from './each-of.ts'
import { deckwatch, doctorAgain } from './mending.ts'
import type { Patient } from './patient.ts'

const ailments = {
  'channel-missing': {
    level: 'error',
    why: 'What is meant for it is told nowhere, or somewhere else.',
    mend: 'Invite the bot if it is private (/invite @deckwatch), or correct the id (Slack: channel name, About, at the bottom).',
  },
  'channel-archived': {
    level: 'error',
    why: 'Nobody can post there any more.',
    mend: 'Unarchive it, or name another channel.',
  },
  'channel-not-joined': {
    level: 'error',
    why: 'The bot may only post where it is a member.',
    mend: 'In the channel: /invite @deckwatch',
  },
  'channel-default-not-joined': {
    level: 'warning',
    why: 'Cards that are edited later go to people directly instead.',
    mend: 'In the channel: /invite @deckwatch',
  },
  'channel-shared': {
    level: 'error',
    why: 'People of another company would read what ails your clusters; incidents are refused there.',
    mend: 'Name another channel, or list its id under slack.sharedChannels.',
  },
  'channel-unseen': {
    level: 'warning',
    why: 'Whether it is there, and who reads along, is not known.',
    mend: 'Give the app the scopes channels:read and groups:read: what `deckwatch manifest` prints has them.',
  },
} as const satisfies Ailments

export const channels = defineCheck({
  name: 'channels',
  title: 'Channels',
  looksAt: 'every channel that the configuration or the policy names',
  ailments,
  async examine(patient, report) {
    const { config, policy, slack } = patient
    if (!config || !slack) return
    const used = channelsOf(config, policy)
    const found = await eachOf(used, async (use) => {
      try {
        return judge(use, await slack.channel(use.channel), { config, report })
      } catch (error) {
        if (!(error instanceof SlackFailure)) throw error
        report.wrong(
          'channel-unseen',
          `${say(use)}: Slack says ${error.reason}`,
          unseen(error, patient),
        )
        return false
      }
    })
    const good = found.filter(Boolean).length
    if (good > 0) report.fine(`${good} of ${used.length}: there, and the bot is in`)
  },
})

/** A refusal is for want of a scope; anything else is no answer. */
const unseen = ({ kind }: SlackFailure, patient: Patient): Mend =>
  kind === 'refused'
    ? { run: [deckwatch(patient, 'manifest')] }
    : { say: 'Run it again in a minute.', run: [doctorAgain(patient, 'channels')] }

const say = ({ channel, uses }: ChannelUse) => `${channel} (${uses.join(', ')})`

type Around = {
  readonly config: Config
  readonly report: Report<keyof typeof ailments>
}

/** True when nothing is wrong with it. */
function judge(use: ChannelUse, facts: ChannelFacts | undefined, around: Around): boolean {
  const problems = facts ? problemsOf(use, facts, around) : (['channel-missing'] as const)
  for (const id of problems) around.report.wrong(id, `${say(use)} ${WORDS[id]}`)
  return problems.length === 0
}

function problemsOf(
  { channel, uses, isTold }: ChannelUse,
  facts: ChannelFacts,
  { config }: Around,
) {
  if (facts.isArchived) return ['channel-archived'] as const
  const allowed = matchesAny(config.slack.sharedChannels, channel)
  const isNeeded = uses.some((one) => one !== DEFAULTS)
  const notJoined = isNeeded
    ? ('channel-not-joined' as const)
    : ('channel-default-not-joined' as const)
  return [
    ...(facts.isShared && isTold && !allowed ? ['channel-shared' as const] : []),
    ...(facts.mayPost ? [] : [notJoined]),
  ]
}

const WORDS = {
  'channel-missing': 'is none that the bot can see',
  'channel-archived': 'is archived',
  'channel-shared': 'is shared with another company',
  'channel-not-joined': 'does not have the bot in it',
  'channel-default-not-joined': 'does not have the bot in it',
} as const
