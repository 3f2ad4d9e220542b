import { performance } from 'node:perf_hooks'
import type { PageMessage } from '../../playground/slack/page-model.ts'
import { channels, people } from '../../playground/slack/workspace.ts'
import type { Field } from './field.ts'

const PATIENCE_MS = 60_000

/** alice types; resolves with the milliseconds from Enter to the bot's answer in the channel. */
export const ask = (field: Field, words: string): Promise<number> => until(field, words, () => true)

/** Likewise, to the file that follows the answer. */
export const askForFile = (field: Field, words: string): Promise<number> =>
  until(field, words, ({ files }) => files.length > 0)

async function until(
  { slack }: Field,
  words: string,
  isIt: (message: PageMessage) => boolean,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const stopListening = slack.onChange((change) => {
    if (change.change === 'message' && change.message.from === 'bot' && isIt(change.message))
      resolve()
  })
  const timer = setTimeout(() => reject(new Error(`no answer to ${words}`)), PATIENCE_MS)
  const from = performance.now()
  try {
    await slack.driver.say(people.alice, channels.ops, `/k8s ${words}`)
    await promise
    return performance.now() - from
  } finally {
    clearTimeout(timer)
    stopListening()
  }
}
