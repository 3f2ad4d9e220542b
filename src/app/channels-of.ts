import type { Policy } from '../../rbac/policy/create-policy.ts'
import type { Config } from '../config/load.ts'

/** A channel that the bot is to speak in, and what for. */
export type ChannelUse = {
  readonly channel: string
  /** Places in the configuration that name it. */
  readonly uses: readonly string[]
  /** Incidents, changes or alerts are told there without being asked for. */
  readonly isTold: boolean
}

type Named = { readonly channel: string | undefined; readonly use: string; readonly isTold?: true }

/** Channels that only say which cluster is meant there: the bot answers people there, and need not be a member. */
export const DEFAULTS = 'channels'

/** Every channel that a configuration and its policy name, each once. */
export function channelsOf(config: Config, policy: Policy | undefined): readonly ChannelUse[] {
  const named = [...told(config), ...others(config, policy)].flatMap(({ channel, ...one }) =>
    channel === undefined ? [] : [{ ...one, channel }],
  )
  return [...Map.groupBy(named, ({ channel }) => channel)].map(([channel, all]) => ({
    channel,
    uses: [...new Set(all.map(({ use }) => use))],
    isTold: all.some(({ isTold }) => isTold),
  }))
}

function told({ notifications, slack }: Config): readonly Named[] {
  if (!notifications) return []
  const { channel, routes, changes } = notifications
  return [
    { channel, use: 'notifications.channel', isTold: true },
    // The bot's own troubles are incidents, too.
    { channel: slack.adminChannel, use: 'slack.adminChannel', isTold: true },
    { channel: changes?.channel, use: 'notifications.changes', isTold: true },
    ...routes.flatMap((route, i) => {
      const use = `route ${route.name ?? i + 1}`
      const steps = route.escalate ?? []
      return [route, ...steps].map((one) => ({ channel: one.channel, use, isTold: true as const }))
    }),
  ]
}

function others({ slack, audit, channels }: Config, policy: Policy | undefined): readonly Named[] {
  return [
    { channel: slack.adminChannel, use: 'slack.adminChannel' },
    { channel: audit.checkpoints?.channel, use: 'audit.checkpoints' },
    { channel: policy?.breakGlass?.channel, use: 'breakGlass.channel of the policy' },
    ...(policy?.askChannels ?? []).map((channel) => ({ channel, use: 'a rule that asks' })),
    ...Object.keys(channels).map((channel) => ({ channel, use: DEFAULTS })),
  ]
}
