import { performance } from 'node:perf_hooks'
import type { PageMessage } from '../../playground/slack/page-model.ts'
import { channels, people } from '../../playground/slack/workspace.ts'
import type { Field } from './field.ts'

const PATIENCE_MS = 60_000

export type Answered = { readonly ms: number; readonly message: PageMessage }

/** alice types; resolves with the bot's answer and how long it took from Enter to the message in the channel. */
export async function ask({ slack }: Field, words: string): Promise<Answered> {
  const { promise, resolve, reject } = Promise.withResolvers<PageMessage>()
  const stopListening = slack.onChange((change) => {
    if (change.change === 'message' && change.message.from === 'bot') resolve(change.message)
  })
  const timer = setTimeout(() => reject(new Error(`no answer to ${words}`)), PATIENCE_MS)
  const from = performance.now()
  try {
    await slack.driver.say(people.alice, channels.ops, `/k8s ${words}`)
    const message = await promise
    return { ms: performance.now() - from, message }
  } finally {
    clearTimeout(timer)
    stopListening()
  }
}
