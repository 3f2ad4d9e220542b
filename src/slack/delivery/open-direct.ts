import { z } from 'zod'
import type { Web } from '../web/web.ts'

const Opened = z.looseObject({ channel: z.looseObject({ id: z.string() }) })

/** Channel id of the direct messages with somebody. Rejects with SlackFailure. */
export async function openDirect(web: Web, userId: string): Promise<string> {
  const { channel } = await web.call('conversations.open', { users: userId }, Opened)
  return channel.id
}
