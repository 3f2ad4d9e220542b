import { z } from 'zod'
import type { PageMessage } from '../../page-model.ts'
import type { World } from '../../world/world.ts'
import { ApiError } from '../api-error.ts'
import { defineMethod } from '../define-method.ts'
import { readableChannel } from '../find-channel.ts'

const args = z.object({
  channel: z.string().optional(),
  timestamp: z.string().optional(),
  name: z.string().optional(),
})

export const addReaction = defineMethod({
  name: 'reactions.add',
  tier: 3,
  scopes: ['reactions:write'],
  args,
  run(given, { world }) {
    const { message, name, mine } = item(world, given)
    if (mine) throw new ApiError('already_reacted')
    const users = message.reactions.find((reaction) => reaction.name === name)?.users ?? []
    put(world, message, { name, users: [...users, world.app.botUserId] })
    return {}
  },
})

export const removeReaction = defineMethod({
  name: 'reactions.remove',
  tier: 2,
  scopes: ['reactions:write'],
  args,
  run(given, { world }) {
    const { message, name, mine } = item(world, given)
    if (!mine) throw new ApiError('no_reaction')
    const users = mine.users.filter((user) => user !== world.app.botUserId)
    put(world, message, { name, users })
    return {}
  },
})

function item(world: World, { channel: id, timestamp, name = '' }: z.infer<typeof args>) {
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) throw new ApiError('invalid_name')
  const channel = readableChannel(world, id)
  const message = world.messages.find(channel.id, timestamp ?? '')
  if (!message || message.onlyFor) throw new ApiError('message_not_found')
  const mine = message.reactions.find(
    (reaction) => reaction.name === name && reaction.users.includes(world.app.botUserId),
  )
  return { message, name, mine }
}

function put(world: World, message: PageMessage, reaction: PageMessage['reactions'][number]) {
  const others = message.reactions.filter(({ name }) => name !== reaction.name)
  const reactions = reaction.users.length > 0 ? [...others, reaction] : others
  world.messages.replace({ ...message, reactions })
}
