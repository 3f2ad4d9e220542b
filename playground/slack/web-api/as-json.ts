import type { JsonObject } from '../block-kit/json.ts'
import type { PageFile, PageMessage } from '../page-model.ts'
import type { Channel, Person, UserGroup } from '../workspace.ts'
import type { View } from '../world/views.ts'
import type { World } from '../world/world.ts'
import { isMember } from './find-channel.ts'

/** A conversation as the Web API tells it. */
export function channelJson(world: World, channel: Channel): JsonObject {
  if (channel.kind === 'dm') {
    const user = channel.members.find((id) => id !== world.app.botUserId)
    return {
      id: channel.id,
      created: 1_700_000_000,
      is_archived: false,
      is_im: true,
      is_org_shared: false,
      context_team_id: world.team.id,
      user,
      is_open: true,
    }
  }
  const isPrivate = channel.kind === 'private'
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: isPrivate,
    is_archived: channel.archived,
    is_general: false,
    is_shared: channel.shared,
    is_ext_shared: channel.shared,
    is_org_shared: false,
    is_member: isMember(world, channel),
    created: 1_700_000_000,
    context_team_id: world.team.id,
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: channel.members.length,
  }
}

/** A person as the Web API tells it; the e-mail only with its scope. */
export function userJson(world: World, person: Person, withEmail: boolean): JsonObject {
  const foreign = person.teamId !== world.team.id
  const bot = person.kind === 'bot'
  return {
    id: person.id,
    team_id: person.teamId,
    name: person.name,
    real_name: person.realName,
    deleted: person.kind === 'deactivated',
    is_bot: bot,
    is_app_user: false,
    updated: 1_700_000_000,
    ...(foreign ? { is_stranger: true } : {}),
    ...(person.kind === 'deactivated'
      ? {}
      : { ...timeZone(world, person), ...ROLES, is_restricted: person.kind === 'guest' }),
    ...(bot || foreign ? {} : { is_email_confirmed: true }),
    profile: {
      real_name: person.realName,
      display_name: person.name,
      title: person.title,
      team: person.teamId,
      avatar_hash: '000000000000',
      ...(withEmail && person.email && !foreign ? { email: person.email } : {}),
      ...(bot ? { api_app_id: world.app.id, bot_id: world.app.botId } : {}),
    },
  }
}

/** Deactivated accounts have no time zone any more. */
function timeZone({ clock }: World, { timeZone: tz }: Person) {
  const now = clock.now()
  const name = (timeZoneName: 'long' | 'longOffset') =>
    new Intl.DateTimeFormat('en-US', { timeZone: tz, timeZoneName })
      .formatToParts(now)
      .find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign = '+', hours = '0', minutes = '0'] =
    /GMT([+-])(\d+):(\d+)/.exec(name('longOffset')) ?? []
  const seconds = Number(hours) * 3600 + Number(minutes) * 60
  return { tz, tz_label: name('long'), tz_offset: sign === '-' ? -seconds : seconds }
}

const ROLES = {
  is_admin: false,
  is_owner: false,
  is_primary_owner: false,
  is_restricted: false,
  is_ultra_restricted: false,
}

/** A message as history, answers and events carry it. */
export function messageJson(
  world: World,
  message: PageMessage,
  { metadata = false } = {},
): JsonObject {
  const { edited } = message
  return {
    type: 'message',
    user: message.userId,
    ts: message.ts,
    text: message.text,
    team: world.team.id,
    ...(message.userId === world.app.botUserId ? botFields(world) : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(message.replies > 0 ? { reply_count: message.replies } : {}),
    ...(edited ? { edited: { user: edited.userId, ts: edited.ts } } : {}),
    ...(message.files.length > 0 ? { files: message.files.map(fileJson) } : {}),
    ...(message.reactions.length > 0 ? { reactions: message.reactions.map(withCount) } : {}),
    ...(metadata && message.metadata ? { metadata: message.metadata } : {}),
  }
}

const botFields = ({ app, team }: World) => ({
  bot_id: app.botId,
  app_id: app.id,
  bot_profile: { id: app.botId, app_id: app.id, name: 'Deckwatch', team_id: team.id },
})

const withCount = (reaction: PageMessage['reactions'][number]) => ({
  ...reaction,
  count: reaction.users.length,
})

/** A file as answers and messages carry it. */
export const fileJson = (file: PageFile): JsonObject => ({
  id: file.id,
  name: file.name,
  title: file.title,
  mimetype: file.mimetype,
  filetype: file.mimetype === 'text/plain' ? 'text' : 'binary',
  size: file.size,
  mode: 'hosted',
  url_private: file.url,
  url_private_download: file.url,
  permalink: file.url,
  ...(file.preview === undefined ? {} : { preview: file.preview }),
})

/** A user group, with its people where asked for. */
export const groupJson = (world: World, group: UserGroup, withUsers: boolean): JsonObject => ({
  id: group.id,
  team_id: world.team.id,
  is_usergroup: true,
  name: group.name,
  handle: group.handle,
  description: '',
  is_external: false,
  date_delete: 0,
  user_count: group.users.length,
  ...(withUsers ? { users: group.users } : {}),
})

/** A view as answers and payloads carry it; `values` is what was filled in. */
export function viewJson(world: World, view: View, values: JsonObject = {}): JsonObject {
  const { definition } = view
  return {
    id: view.id,
    team_id: world.team.id,
    app_id: world.app.id,
    app_installed_team_id: world.team.id,
    bot_id: world.app.botId,
    type: view.type,
    blocks: definition.blocks,
    private_metadata: definition.private_metadata ?? '',
    callback_id: definition.callback_id ?? '',
    external_id: definition.external_id ?? '',
    state: { values },
    hash: view.hash,
    title: definition.title ?? null,
    submit: definition.submit ?? null,
    close: definition.close ?? null,
    clear_on_close: definition.clear_on_close ?? false,
    notify_on_close: definition.notify_on_close ?? false,
    root_view_id: view.rootId,
    previous_view_id: view.previousId,
  }
}
