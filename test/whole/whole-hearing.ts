import type { PageMessage, SlackChange } from '../../playground/slack/page-model.ts'
import type { EmbeddedSlack } from '../../playground/slack/slack.ts'
import { channels, dmOf, people, type Person } from '../../playground/slack/workspace.ts'
import { words } from '../support/slack-driver.ts'
import type { WholeBot } from '../support/whole-bot.ts'
import { PATIENCE_MS } from '../support/patience.ts'

/** The first thing the bot says (or edits) with this text, once `act` has begun. */
export const heard = (
  slack: EmbeddedSlack,
  text: string,
  act: () => Promise<unknown>,
): Promise<PageMessage> =>
  changed(slack, act, (change) =>
    change.change === 'message' &&
    change.message.userId === people.deckwatch.id &&
    words(change.message).includes(text)
      ? change.message
      : undefined,
  )

/** Says a word that is no command and comes back in the answer; false when Slack could not deliver it. */
export async function echoed({ slack }: Pick<WholeBot, 'slack'>, word: string): Promise<boolean> {
  const refused = new Error('Slack found no connection')
  const say = async () => {
    const { acks } = await slack.driver.say(people.bob, channels.shop, `/k8s ${word}`)
    if (!acks.every(({ acked }) => acked)) throw refused
  }
  try {
    await heard(slack, `There is no command ${word}`, say)
    return true
  } catch (error) {
    if (error === refused) return false
    throw error
  }
}

/** Asks in a direct message and waits for the answer there, whatever else is said meanwhile. */
export async function answeredDirectly({ slack }: Pick<WholeBot, 'slack'>, who: Person) {
  const dm = dmOf(who)
  const answered = (change: SlackChange) =>
    change.change === 'message' &&
    change.message.channelId === dm &&
    change.message.userId === people.deckwatch.id
      ? true
      : undefined
  await changed(slack, () => slack.driver.say(who, dm, 'version'), answered)
}

/** Cuts every connection and waits until Slack has noticed. */
export const cutOff = ({ slack }: Pick<WholeBot, 'slack'>): Promise<true> =>
  changed(
    slack,
    async () => slack.socket.cut(),
    (change) => (change.change === 'connections' && change.connections === 0 ? true : undefined),
  )

async function changed<T>(
  slack: EmbeddedSlack,
  act: () => Promise<unknown>,
  pick: (change: SlackChange) => T | undefined,
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const stop = slack.onChange((change) => {
    const picked = pick(change)
    if (picked !== undefined) resolve(picked)
  })
  const timer = setTimeout(() => reject(new Error('it did not come')), PATIENCE_MS)
  try {
    const [found] = await Promise.all([promise, act()])
    return found
  } finally {
    clearTimeout(timer)
    stop()
  }
}
