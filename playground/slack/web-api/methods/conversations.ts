import { z } from 'zod'
import type { Channel } from '../../workspace.ts'
import { ApiError } from '../api-error.ts'
import { channelJson } from '../as-json.ts'
import { count, defineMethod, flag } from '../define-method.ts'
import { needScope } from '../need-scope.ts'
import { isMember, openDirectMessage, visibleChannel } from '../find-channel.ts'
import { page } from '../page.ts'

const paging = { cursor: z.string().optional(), limit: count.optional() }

export const open = defineMethod({
  name: 'conversations.open',
  tier: 3,
  scopes: ['im:write'],
  args: z.object({
    users: z.string().optional(),
    channel: z.string().optional(),
    return_im: flag.optional(),
  }),
  run({ users, channel: id, return_im }, { world }) {
    if (!users && !id) throw new ApiError('users_list_not_supplied')
    const people = users?.split(',') ?? []
    if (people.length > 1) throw new ApiError('method_not_supported_for_channel_type')
    const isNew = !world.channels.has(`D${people[0]?.slice(1)}`)
    const channel = id ? visibleChannel(world, id) : openDirectMessage(world, people[0] ?? '')
    const full = return_im ? channelJson(world, channel) : { id: channel.id }
    return { channel: full, ...(isNew ? {} : { no_op: true, already_open: true }) }
  },
})

export const info = defineMethod({
  name: 'conversations.info',
  tier: 3,
  args: z.object({ channel: z.string().optional() }),
  run({ channel: id }, { world, scopes }) {
    const channel = visibleChannel(world, id)
    needScope(scopes, channel, 'read')
    return { channel: channelJson(world, channel) }
  },
})

export const list = defineMethod({
  name: 'conversations.list',
  tier: 2,
  scopes: ['channels:read'],
  args: z.object({
    ...paging,
    types: z.string().default('public_channel'),
    exclude_archived: flag.optional(),
  }),
  run({ types, exclude_archived, ...paged }, { world }) {
    const wanted = types.split(',').map((type) => type.trim())
    const found = [...world.channels.values()]
      .filter((channel) => wanted.includes(TYPES[channel.kind]))
      .filter((channel) => channel.kind === 'public' || isMember(world, channel))
      .filter((channel) => !(exclude_archived && channel.archived))
    const { items, response_metadata } = page(found, paged)
    return { channels: items.map((channel) => channelJson(world, channel)), response_metadata }
  },
})

export const members = defineMethod({
  name: 'conversations.members',
  tier: 4,
  args: z.object({ ...paging, channel: z.string().optional() }),
  run({ channel: id, ...paged }, { world, scopes }) {
    const channel = visibleChannel(world, id)
    needScope(scopes, channel, 'read')
    const { items, response_metadata } = page(channel.members, paged)
    return { members: items, response_metadata }
  },
})

const TYPES: Readonly<Record<Channel['kind'], string>> = {
  public: 'public_channel',
  private: 'private_channel',
  dm: 'im',
}
