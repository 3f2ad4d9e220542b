import type { PageMessage, SlackChange } from '../../playground/slack/page-model.ts'
import type { Driver } from '../../playground/slack/people/driver.ts'
import type { Which } from '../../playground/slack/people/element.ts'
import type { Words } from '../../playground/slack/people/say.ts'
import type { Named } from '../../playground/slack/people/stage.ts'
import { idOf } from '../../playground/slack/people/stage.ts'
import type { EmbeddedSlack } from '../../playground/slack/slack.ts'
import type { Mention } from '../../playground/slack/block-kit/mentions.ts'
import { pings } from '../../playground/slack/block-kit/mentions.ts'
import { PATIENCE_MS } from './patience.ts'

type Wanted = (message: PageMessage) => boolean

/**
 * The first message (there already, posted or edited later) that the predicate accepts. Rejects in the end
 * with everything that was said instead.
 */
export function waitForMessage(slack: EmbeddedSlack, wanted: Wanted): Promise<PageMessage> {
  const already = slack.snapshot().messages.find(wanted)
  if (already) return Promise.resolve(already)
  const pick = (change: SlackChange) =>
    change.change === 'message' && wanted(change.message) ? change.message : undefined
  return waitForChange(slack, pick)
}

/** What somebody does, and the first new message of the bot (or of Slack itself) that they see because of it. */
async function ask(
  slack: EmbeddedSlack,
  who: Named,
  act: (driver: Driver) => Promise<unknown>,
): Promise<PageMessage> {
  const before = new Set(slack.snapshot().messages.map(keyOf))
  const isNew = (message: PageMessage) =>
    message.from !== 'user' &&
    !before.has(keyOf(message)) &&
    (message.onlyFor ?? idOf(who)) === idOf(who) &&
    slack.world.channels.get(message.channelId)?.members.includes(idOf(who)) === true
  const answer = waitForMessage(slack, isNew)
  const [message] = await Promise.all([answer, act(slack.driver)])
  return message
}

/** Types and waits for the answer. */
export const say = (
  slack: EmbeddedSlack,
  [who, where]: readonly [Named, Named],
  words: Words,
): Promise<PageMessage> => ask(slack, who, (driver) => driver.say(who, where, words))

/** Presses and waits for the answer. */
export const press = (
  slack: EmbeddedSlack,
  [who, message]: readonly [Named, PageMessage],
  which: Which,
): Promise<PageMessage> => ask(slack, who, (driver) => driver.click(who, message, which))

const keyOf = ({ channelId, ts }: PageMessage) => `${channelId} ${ts}`

/** Resolves with what `pick` makes of the first change it does not answer undefined to. */
function waitForChange<T>(
  slack: EmbeddedSlack,
  pick: (change: SlackChange) => T | undefined,
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const stop = slack.onChange((change) => {
    const picked = pick(change)
    if (picked !== undefined) resolve(picked)
  })
  const timer = setTimeout(
    () => reject(new Error(`nothing came; said so far:\n${said(slack)}`)),
    PATIENCE_MS,
  )
  return promise.finally(() => {
    clearTimeout(timer)
    stop()
  })
}

/** Resolves once the bot holds that many connections (or listens by HTTP). */
export async function waitForConnections(slack: EmbeddedSlack, count = 1): Promise<void> {
  if (slack.snapshot().connections >= count) return
  await waitForChange(slack, (change) =>
    change.change === 'connections' && change.connections >= count ? true : undefined,
  )
}

/** Everything a reader of this message reads: its text, its blocks, the names of its files. */
export function words({ text, blocks, files }: PageMessage): string {
  const inBlocks = [...JSON.stringify(blocks).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)]
  const parts = inBlocks.map(([, inner]) => String(JSON.parse(`"${inner ?? ''}"`)))
  return [text, ...parts, ...files.map(({ name }) => name)].join('\n')
}

/** Whom all messages of the bot notify; expected to be nobody, whatever came out of the cluster. */
export function pinged(slack: EmbeddedSlack): readonly Mention[] {
  return slack
    .snapshot()
    .messages.filter(({ from }) => from === 'bot')
    .flatMap(pings)
}

const said = (slack: EmbeddedSlack) =>
  slack
    .snapshot()
    .messages.map((message) => `${message.from} in ${message.channelId}: ${words(message)}`)
    .join('\n---\n')
