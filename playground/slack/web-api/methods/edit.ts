import { z } from 'zod'
import { isObject } from '../../block-kit/json.ts'
import type { PageMessage } from '../../page-model.ts'
import type { World } from '../../world/world.ts'
import { announceMessage } from '../announce-message.ts'
import { ApiError } from '../api-error.ts'
import { messageJson } from '../as-json.ts'
import { defineMethod } from '../define-method.ts'
import { visibleChannel } from '../find-channel.ts'
import { contentArgs, messageContent } from '../message-content.ts'
import { slackTime } from '../../world/slack-time.ts'

const UPDATE_TEXT_LIMIT = 4000

const target = { channel: z.string().optional(), ts: z.string().optional() }

export const update = defineMethod({
  name: 'chat.update',
  tier: 3,
  scopes: ['chat:write'],
  args: z.object({ ...target, ...contentArgs }),
  run({ channel, ts, ...given }, context) {
    const { world } = context
    const message = ownMessage(world, { channel, ts, refusal: 'cant_update_message' })
    if ((given.text?.length ?? 0) > UPDATE_TEXT_LIMIT) throw new ApiError('msg_too_long')
    const { warnings: _, ...content } = messageContent(withoutEmptied(given))
    const kept = isEmptied(given.metadata) ? withoutMetadata(message) : message
    const changed = { ...kept, ...content, ...edited(world, message, content.text) }
    world.messages.replace(changed)
    announceMessage(context, message.channelId, {
      type: 'message',
      subtype: 'message_changed',
      hidden: true,
      ts: slackTime(world.clock),
      message: messageJson(world, changed),
      previous_message: messageJson(world, message),
    })
    return {
      channel: message.channelId,
      ts: message.ts,
      text: changed.text,
      message: messageJson(world, changed, { metadata: true }),
    }
  },
})

export const remove = defineMethod({
  name: 'chat.delete',
  tier: 3,
  scopes: ['chat:write'],
  args: z.object(target),
  run({ channel, ts }, context) {
    const { world } = context
    const message = ownMessage(world, { channel, ts, refusal: 'cant_delete_message' })
    if (message.replies > 0) world.messages.replace(tombstone(message))
    else world.messages.remove(message)
    announceMessage(context, message.channelId, {
      type: 'message',
      subtype: 'message_deleted',
      hidden: true,
      ts: slackTime(world.clock),
      deleted_ts: message.ts,
      previous_message: messageJson(world, message),
    })
    return { channel: message.channelId, ts: message.ts }
  },
})

/** An empty object takes the metadata away; without any the old ones stay. */
const isEmptied = (metadata: unknown) => isObject(metadata) && Object.keys(metadata).length === 0

const withoutEmptied = <T extends { metadata?: unknown }>(given: T): T =>
  isEmptied(given.metadata) ? { ...given, metadata: undefined } : given

function withoutMetadata(message: PageMessage): PageMessage {
  const { metadata: _, ...rest } = message
  return rest
}

/** What is left of a deleted message that has replies. */
const tombstone = (message: PageMessage): PageMessage => ({
  ...message,
  text: 'This message was deleted.',
  blocks: [],
  files: [],
  from: 'slackbot',
  userId: 'USLACKBOT',
})

type Target = {
  readonly channel: string | undefined
  readonly ts: string | undefined
  readonly refusal: string
}

function ownMessage(world: World, { channel: id, ts, refusal }: Target): PageMessage {
  const channel = visibleChannel(world, id)
  if (channel.archived) throw new ApiError('is_archived')
  const message = world.messages.find(channel.id, ts ?? '')
  // An ephemeral message exists on one screen only: for the Web API it is not there.
  if (!message || message.onlyFor) throw new ApiError('message_not_found')
  if (message.userId !== world.app.botUserId) throw new ApiError(refusal)
  return message
}

/** "(edited)" appears for a change of text only, not of blocks. */
function edited(world: World, message: PageMessage, text: string) {
  if (text === message.text) return {}
  return { edited: { ts: slackTime(world.clock), userId: world.app.botUserId } }
}
