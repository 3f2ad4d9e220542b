import { z } from 'zod'
import type { Channel } from '../../workspace.ts'
import type { World } from '../../world/world.ts'
import { ApiError } from '../api-error.ts'
import { announceMessage } from '../announce-message.ts'
import { messageJson } from '../as-json.ts'
import { defineMethod } from '../define-method.ts'
import { postableChannel, visibleChannel } from '../find-channel.ts'
import type { Content } from '../message-content.ts'
import { contentArgs, messageContent } from '../message-content.ts'

const place = { channel: z.string().optional(), thread_ts: z.string().optional() }

export const postMessage = defineMethod({
  name: 'chat.postMessage',
  tier: 'post',
  scopes: ['chat:write'],
  args: z.object({ ...place, ...contentArgs }),
  run({ channel: target, thread_ts, ...given }, context) {
    const { world } = context
    const channel = postableChannel(world, target, context.scopes)
    const content = messageContent(given)
    const threadTs = threadRoot(world, channel, thread_ts)
    const message = world.messages.post({ ...fromBot(world, channel, content), threadTs })
    announceMessage(context, channel.id, messageJson(world, message))
    return {
      channel: channel.id,
      ts: message.ts,
      message: messageJson(world, message, { metadata: true }),
      ...warned(content),
    }
  },
})

export const postEphemeral = defineMethod({
  name: 'chat.postEphemeral',
  tier: 4,
  scopes: ['chat:write'],
  args: z.object({ ...place, user: z.string().optional(), ...contentArgs }),
  run({ channel: target, user, thread_ts, ...given }, { world, scopes }) {
    const channel = postableChannel(world, target, scopes)
    if (!user || !world.people.has(user)) throw new ApiError('user_not_found')
    if (!channel.members.includes(user)) throw new ApiError('user_not_in_channel')
    const content = messageContent(given)
    const draft = { ...fromBot(world, channel, content), onlyFor: user }
    const { ts } = world.messages.post({
      ...draft,
      threadTs: threadRoot(world, channel, thread_ts),
    })
    return { message_ts: ts, ...warned(content) }
  },
})

export const getPermalink = defineMethod({
  name: 'chat.getPermalink',
  tier: 4,
  args: z.object({ channel: z.string().optional(), message_ts: z.string().optional() }),
  run({ channel: id, message_ts = '' }, { world }) {
    const channel = visibleChannel(world, id)
    const message = world.messages.find(channel.id, message_ts)
    if (!message || message.onlyFor) throw new ApiError('message_not_found')
    const { threadTs } = message
    const thread = threadTs && threadTs !== message.ts ? `?thread_ts=${threadTs}` : ''
    const path = `archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`
    return { channel: channel.id, permalink: `https://${world.team.domain}.slack.com/${path}` }
  },
})

function threadRoot(world: World, channel: Channel, threadTs: string | undefined) {
  if (threadTs === undefined || threadTs === '') return undefined
  const parent = world.messages.find(channel.id, threadTs)
  if (!parent) throw new ApiError('thread_not_found')
  if (parent.onlyFor) throw new ApiError('cannot_reply_to_message')
  return parent.threadTs ?? parent.ts
}

const fromBot = (world: World, channel: Channel, { text, blocks, metadata }: Content) => ({
  channelId: channel.id,
  userId: world.app.botUserId,
  from: 'bot' as const,
  text,
  blocks,
  ...(metadata ? { metadata } : {}),
})

const warned = ({ warnings }: Content) =>
  warnings.length > 0 ? { warning: warnings.join(','), response_metadata: { warnings } } : {}
