import { z } from 'zod'
import type { PageMessage } from '../../page-model.ts'
import { ApiError } from '../api-error.ts'
import { messageJson } from '../as-json.ts'
import { count, defineMethod, flag } from '../define-method.ts'
import { readableChannel } from '../find-channel.ts'
import { needScope } from '../need-scope.ts'
import { page } from '../page.ts'

const range = {
  channel: z.string().optional(),
  cursor: z.string().optional(),
  limit: count.optional(),
  oldest: z.coerce.string().optional(),
  latest: z.coerce.string().optional(),
  inclusive: flag.optional(),
  include_all_metadata: flag.optional(),
}

export const history = defineMethod({
  name: 'conversations.history',
  tier: 3,
  args: z.object(range),
  run(args, { world, scopes }) {
    const channel = readableChannel(world, args.channel)
    needScope(scopes, channel, 'history')
    const found = world.messages
      .in(channel.id)
      .filter((message) => !message.onlyFor && isTopLevel(message) && within(message, args))
      .toReversed()
    const { items, more, response_metadata } = page(found, args)
    const messages = items.map((message) =>
      messageJson(world, message, { metadata: args.include_all_metadata === true }),
    )
    return { messages, has_more: more, pin_count: 0, response_metadata }
  },
})

export const replies = defineMethod({
  name: 'conversations.replies',
  tier: 3,
  args: z.object({ ...range, ts: z.string().optional() }),
  run({ ts = '', ...args }, { world, scopes }) {
    const channel = readableChannel(world, args.channel)
    needScope(scopes, channel, 'history')
    const parent = world.messages.find(channel.id, ts)
    if (!parent || parent.onlyFor) throw new ApiError('thread_not_found')
    const found = world.messages
      .in(channel.id)
      .filter((message) => !message.onlyFor)
      .filter((message) => message.ts === ts || message.threadTs === ts)
      .filter((message) => message.ts === ts || within(message, args))
    const { items, more, response_metadata } = page(found, args)
    const messages = items.map((message) =>
      messageJson(world, message, { metadata: args.include_all_metadata === true }),
    )
    return { messages, has_more: more, response_metadata }
  },
})

const isTopLevel = ({ ts, threadTs }: PageMessage) => threadTs === undefined || threadTs === ts

type Range = {
  readonly oldest?: string | undefined
  readonly latest?: string | undefined
  readonly inclusive?: boolean | undefined
}

function within({ ts }: PageMessage, { oldest, latest, inclusive }: Range): boolean {
  const time = Number(ts)
  if (inclusive && (ts === oldest || ts === latest)) return true
  return (!oldest || time > Number(oldest)) && (!latest || time < Number(latest))
}
