import type { ModalInput, PageMessage } from '../../playground/slack/page-model.ts'
import type { EmbeddedSlack } from '../../playground/slack/slack.ts'
import { dmOf, people, type Person } from '../../playground/slack/workspace.ts'
import { waitForMessage } from './slack-driver.ts'
import { saidBy } from './whole-bot.ts'

type Place = { readonly id: string }
type Slack = { readonly slack: EmbeddedSlack }

/** The id of a plan, as people read it. */
const PLAN_ID = /[Pp]lan `?([0-9a-z]{8})\b/

export const planIn = (text: string): string => {
  const [, id] = PLAN_ID.exec(text) ?? []
  if (id === undefined) throw new Error(`no plan in: ${text}`)
  return id
}

const isBots = ({ userId, from }: PageMessage) => userId === people.deckwatch.id && from === 'bot'

const says = (message: PageMessage, texts: readonly string[]) =>
  texts.every((text) => saidBy(message).includes(text))

/** The first message there, by now or soon, that everybody sees and that says all of this. */
export const shown = ({ slack }: Slack, where: Place, ...texts: string[]): Promise<PageMessage> =>
  waitForMessage(
    slack,
    (message) =>
      isBots(message) &&
      message.channelId === where.id &&
      message.onlyFor === undefined &&
      says(message, texts),
  )

/** This very message, once it says all of this. */
export const becomes = (
  { slack }: Slack,
  { channelId, ts }: PageMessage,
  ...texts: string[]
): Promise<PageMessage> =>
  waitForMessage(
    slack,
    (message) => message.channelId === channelId && message.ts === ts && says(message, texts),
  )

/** The same in somebody's direct messages. */
export const shownTo = (stage: Slack, who: Person, ...texts: string[]): Promise<PageMessage> =>
  shown(stage, { id: dmOf(who) }, ...texts)

/** Everything that the bot posted there for everybody about this. */
export const allAbout = ({ slack }: Slack, where: Place, text: string): readonly PageMessage[] =>
  slack.world.messages
    .all()
    .filter(
      (message) =>
        isBots(message) &&
        message.channelId === where.id &&
        message.onlyFor === undefined &&
        says(message, [text]),
    )

/** What the bot says to this person alone because of what is done. */
export async function answerTo(
  { slack }: Slack,
  who: Person,
  act: () => Promise<unknown>,
): Promise<PageMessage> {
  const before = new Set(slack.world.messages.all().map(({ ts }) => ts))
  const answer = waitForMessage(
    slack,
    (message) => isBots(message) && message.onlyFor === who.id && !before.has(message.ts),
  )
  const [message] = await Promise.all([answer, act()])
  return message
}

/** Types `/k8s …` and reads what only they are told. */
export const told = async (
  stage: Slack,
  [who, where]: readonly [Person, Place],
  words: string,
): Promise<string> =>
  saidBy(await answerTo(stage, who, () => stage.slack.driver.say(who, where, `/k8s ${words}`)))

/** Presses and reads what only they are told. */
export const pressed = async (
  stage: Slack,
  [who, message]: readonly [Person, PageMessage],
  label: string,
): Promise<string> =>
  saidBy(await answerTo(stage, who, () => stage.slack.driver.click(who, message, label)))

/** Presses, types into the dialog that opens and sends it. */
export async function fillIn(
  { slack }: Slack,
  [who, message]: readonly [Person, PageMessage],
  [label, answer]: readonly [string, string],
): Promise<void> {
  const opened = dialogOf(slack, who)
  await slack.driver.click(who, message, label)
  await opened
  const input: ModalInput = { answer }
  await slack.driver.submit(who, input)
}

/** Resolves once a dialog is open before this person. */
export function dialogOf(slack: EmbeddedSlack, who: Person): Promise<void> {
  return new Promise((resolve) => {
    const stop = slack.onChange((change) => {
      if (change.change !== 'modal' || change.modal.userId !== who.id) return
      stop()
      resolve()
    })
  })
}

/** Makes a change that needs nobody's leave, and resolves with its card once it ended well. */
export async function makes(
  { slack }: Slack,
  [who, where]: readonly [Person, Place],
  words: string,
): Promise<PageMessage> {
  const before = new Set(slack.world.messages.all().map(({ ts }) => ts))
  const made = waitForMessage(
    slack,
    (message) =>
      isBots(message) &&
      message.channelId === where.id &&
      message.threadTs === undefined &&
      !before.has(message.ts) &&
      saidBy(message).startsWith('✓'),
  )
  const [card] = await Promise.all([made, slack.driver.say(who, where, `/k8s ${words}`)])
  return card
}

export type Asked = { readonly id: string; readonly card: PageMessage }

/** Asks for what needs votes, and finds its card. */
export async function asksFor(
  stage: Slack,
  at: readonly [Person, Place],
  words: string,
): Promise<Asked> {
  const answer = await told(stage, at, words)
  if (!answer.includes('This needs approval')) throw new Error(`no plan waits: ${answer}`)
  const id = planIn(answer)
  return { id, card: await shown(stage, at[1], id, 'Needs') }
}
