import type { Channel } from '../workspace.ts'
import { directMessage } from '../world/world.ts'
import type { World } from '../world/world.ts'
import { ApiError } from './api-error.ts'

/** A conversation the bot may see, by id; private ones it is not in do not exist for it. */
export function visibleChannel(world: World, id: string | undefined): Channel {
  const channel = world.channels.get(id ?? '')
  if (!channel || (channel.kind !== 'public' && !isMember(world, channel)))
    throw new ApiError('channel_not_found')
  return channel
}

/** A conversation whose messages the bot may read. */
export function readableChannel(world: World, id: string | undefined): Channel {
  const channel = visibleChannel(world, id)
  if (!isMember(world, channel)) throw new ApiError('not_in_channel')
  return channel
}

/** Where a new message goes: a channel id, a `#name`, or a user id (their direct message). */
export function postableChannel(
  world: World,
  target: string | undefined,
  scopes: ReadonlySet<string>,
): Channel {
  const channel = visibleChannel(world, resolve(world, target))
  const mayPost = isMember(world, channel) || scopes.has('chat:write.public')
  if (!mayPost) throw new ApiError('not_in_channel')
  if (channel.archived) throw new ApiError('is_archived')
  if (channel.restricted) throw new ApiError('restricted_action')
  return channel
}

/** Opens the direct message with a person, or says why there is none. */
export function openDirectMessage(world: World, userId: string): Channel {
  const person = world.people.get(userId)
  if (!person) throw new ApiError('user_not_found')
  if (person.kind === 'deactivated') throw new ApiError('user_disabled')
  if (person.kind === 'bot') throw new ApiError('cannot_dm_bot')
  const channel = directMessage(world, person)
  const known = world.channels.get(channel.id)
  if (known) return known
  world.channels.set(channel.id, channel)
  world.changes.emit({ change: 'channel', channel })
  return channel
}

export const isMember = ({ app }: World, channel: Channel) =>
  channel.members.includes(app.botUserId)

function resolve(world: World, target: string | undefined): string | undefined {
  if (target && world.people.has(target)) return openDirectMessage(world, target).id
  const name = target?.replace(/^#/, '')
  return [...world.channels.values()].find(
    (channel) => channel.id === target || (channel.kind !== 'dm' && channel.name === name),
  )?.id
}
