import type { Spot, Posted } from './spot.ts'
import type { Log } from '../../core/seams.ts'
import type { FileDraft } from '../render/message.ts'
import type { Web } from '../web/web.ts'

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

/** The same, but a file of a message that was attached before (by this process) is not attached again by an edit. */
export function createAttachments(parts: Parts) {
  const names = new Map<string, ReadonlySet<string>>()

  return async (posted: Posted, files: readonly FileDraft[]): Promise<void> => {
    if (files.length === 0) return
    const id = `${posted.channel}/${posted.ts}`
    const known = names.get(id) ?? new Set()
    names.set(id, new Set([...known, ...files.map(({ name }) => name)]))
    const [oldest] = names.keys()
    if (names.size > KEPT && oldest !== undefined) names.delete(oldest)
    const fresh = files.filter(({ name }) => !known.has(name))
    await attach(parts, threadBelow(posted), fresh)
  }
}

const KEPT = 1_000

/** The thread below a message. */
export const threadBelow = ({ channel, threadTs, ts }: Posted): Spot => ({
  channel,
  threadTs: threadTs ?? ts,
})
