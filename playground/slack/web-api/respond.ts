import { z } from 'zod'
import type { ResponseTarget } from '../world/response-urls.ts'
import type { World } from '../world/world.ts'
import { ApiError } from './api-error.ts'
import { flag } from './define-method.ts'
import { contentArgs, messageContent } from './message-content.ts'

const Response = z.object({
  ...contentArgs,
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: flag.optional(),
  delete_original: flag.optional(),
  thread_ts: z.string().optional(),
})

/** Does what a response_url post (or the body of a slash command's acknowledgement) says; gives the message's ts. */
export function respond(world: World, target: ResponseTarget, given: unknown): string | undefined {
  const parsed = Response.safeParse(typeof given === 'string' ? { text: given } : given)
  if (!parsed.success) throw new ApiError('invalid_payload')
  const { response_type, replace_original, delete_original, thread_ts, ...rest } = parsed.data
  const original = world.messages.find(target.channelId, target.messageTs ?? '')
  if (delete_original) {
    if (original) world.messages.remove(original)
    return undefined
  }
  const { warnings: _, ...content } = messageContent(rest)
  if (replace_original && original) {
    world.messages.replace({ ...original, ...content })
    return original.ts
  }
  const { ts } = world.messages.post({
    ...content,
    channelId: target.channelId,
    userId: world.app.botUserId,
    from: 'bot',
    threadTs: thread_ts,
    ...(response_type === 'ephemeral' ? { onlyFor: target.userId } : {}),
  })
  return ts
}
