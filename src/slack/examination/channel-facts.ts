import { z } from 'zod'
import { SlackFailure } from '../web/failure.ts'
import type { Web } from '../web/web.ts'

export type ChannelFacts = {
  readonly isArchived: boolean
  /** The bot is in it. */
  readonly isMember: boolean
  /** The bot may post there: it is in it, or may post in every public channel. */
  readonly mayPost: boolean
  /** People of another company are in it, or were asked to join. */
  readonly isShared: boolean
}

const Flag = z.boolean().default(false).catch(false)
const Info = z.looseObject({
  response_metadata: z.looseObject({ scopes: z.array(z.string()).optional() }).optional(),
  channel: z.looseObject({
    is_archived: Flag,
    is_member: Flag,
    is_private: Flag,
    is_im: Flag,
    is_ext_shared: Flag,
    is_pending_ext_shared: Flag,
  }),
})

/** Undefined when Slack knows no such channel, or shows it only to its members. Rejects with SlackFailure. */
export async function lookAtChannel(web: Web, channel: string): Promise<ChannelFacts | undefined> {
  try {
    const { channel: found, ...answer } = await web.call('conversations.info', { channel }, Info)
    const isMember = found.is_member || found.is_im
    const isPublic = answer.response_metadata?.scopes?.includes('chat:write.public') ?? false
    return {
      isArchived: found.is_archived,
      isMember,
      mayPost: isMember || (isPublic && !found.is_private),
      isShared: found.is_ext_shared || found.is_pending_ext_shared,
    }
  } catch (error) {
    if (error instanceof SlackFailure && error.reason === 'channel_not_found') return undefined
    throw error
  }
}
