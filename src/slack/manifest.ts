import type { SlackSettings } from './settings.ts'

export type ManifestWishes = {
  /** People are mapped by verified e-mail. */
  readonly email?: boolean
  /** Slack user groups give roles. */
  readonly groups?: boolean
  /** Where Slack reaches us in `http` mode. */
  readonly publicUrl?: string
}

/** A Slack app manifest with the least scopes for these settings: https://docs.slack.dev/reference/app-manifest */
export function slackManifest(settings: SlackSettings, wanted: ManifestWishes = {}) {
  const isSocket = settings.mode === 'socket'
  const publicUrl = (wanted.publicUrl ?? 'https://REPLACE-ME.example.com').replace(/\/+$/u, '')
  const url = `${publicUrl}${settings.http.path}`
  const address = isSocket ? {} : { request_url: url }
  return {
    display_information: {
      name: 'Deckwatch',
      description: 'Kubernetes from Slack: checked, followed to a verdict, as yourself.',
    },
    features: {
      bot_user: { display_name: 'deckwatch', always_online: true },
      app_home: { messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      slash_commands: [
        {
          command: settings.command,
          description: 'Look at and change Kubernetes clusters',
          usage_hint: 'help | get pods | scale deploy/web 5',
          // Mentions arrive as ids, not as names that anybody can take.
          should_escape: true,
          ...(isSocket ? {} : { url }),
        },
      ],
    },
    oauth_config: { scopes: { bot: scopesFor(settings, wanted) } },
    settings: {
      interactivity: { is_enabled: true, ...address },
      event_subscriptions: { bot_events: ['app_mention', 'message.im'], ...address },
      socket_mode_enabled: isSocket,
      org_deploy_enabled: false,
      token_rotation_enabled: false,
    },
  }
}

/** What the bot's token must be granted for these settings, and no more. */
export function scopesFor(
  { reconcile }: SlackSettings,
  { email, groups }: ManifestWishes,
): string[] {
  return [
    'app_mentions:read', // mentions: slash commands do not work in threads
    'channels:read', // whether a channel is there, archived, or shared with another company
    'chat:write', // answers, cards and their edits; dialogs need no scope of their own
    'commands', // the slash command
    'files:write', // output too long for a message
    'groups:read', // the same of private channels that the bot is in
    'im:history', // direct messages to the bot
    'im:write', // direct messages: to approvers, to requesters, and where the bot may not post
    'users:read', // guests, bots and deactivated accounts are refused
    ...(email ? ['users:read.email'] : []),
    ...(groups ? ['usergroups:read'] : []),
    // After a post whose answer was lost: is it there? Else it might be posted twice.
    ...(reconcile ? ['channels:history', 'groups:history'] : []),
  ].toSorted()
}
