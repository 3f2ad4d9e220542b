import type { Log } from '../../core/seams.ts'
import type { FileDraft } from '../render/message.ts'
import type { Web } from '../web/web.ts'
import type { Posted, Spot } from './courier.ts'

type Parts = { readonly web: Web; readonly log: Log }

/** Files go with a message in its thread. One that Slack does not take is only logged: the message says what it held. */
export async function attach(
  { web, log }: Parts,
  spot: Spot,
  files: readonly FileDraft[],
): Promise<void> {
  for (const { name, content } of files)
    try {
      await web.upload({ name, content: await content() }, spot)
    } catch (error) {
      log.warn({ err: error, channel: spot.channel }, 'A file could not be attached')
    }
}

/** The thread below a message. */
export const threadBelow = ({ channel, threadTs, ts }: Posted): Spot => ({
  channel,
  threadTs: threadTs ?? ts,
})
