/** What the app is granted unless a test says otherwise: what its manifest asks for, and no more. */
export const SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'reactions:write',
  'team:read',
  'usergroups:read',
  'users:read',
  'users:read.email',
] as const

/** What the app is told of unless a test says otherwise. */
export const SUBSCRIPTIONS = [
  'app_mention',
  'app_home_opened',
  'message.channels',
  'message.groups',
  'message.im',
] as const
