import type { PageMessage } from '../../playground/slack/page-model.ts'
import type { EmbeddedSlack } from '../../playground/slack/slack.ts'
import { dmOf, people, type Person } from '../../playground/slack/workspace.ts'
import { words } from '../support/slack-driver.ts'

/** What the bot says, as the people hear it. */
export type Ears = {
  /** How many answers this person got so far. */
  answersTo(who: Person): number
  /** Resolves once they got more than so many, or a message to everybody holds the mark; false when time is over. */
  answered(who: Person, than: number, mark?: string): Promise<boolean>
  /** Cards of plans that wait for votes, as they come. */
  readonly waiting: PageMessage[]
  stop(): void
}

/** Only bounds how long a lost answer is waited for: the bot gives up on a cluster long before. */
const PATIENCE_MS = 180_000

export function earsOn(slack: EmbeddedSlack): Ears {
  const answers = new Map<string, Set<string>>()
  const waiting: PageMessage[] = []
  const known = new Set<string>()
  const listeners = new Set<(message: PageMessage) => void>()
  const countOf = ({ id }: Person) => answers.get(id)?.size ?? 0
  const stop = slack.onChange((change) => {
    if (change.change !== 'message' || change.message.userId !== people.deckwatch.id) return
    const { message } = change
    const person = addressee(message)
    if (person !== undefined)
      answers.set(person, (answers.get(person) ?? new Set()).add(message.ts))
    else if (isWaiting(message) && !known.has(message.ts)) {
      known.add(message.ts)
      waiting.push(message)
    }
    for (const listener of listeners) listener(message)
    // It was read. A day of answers must not fill the memory of those who listen.
    if (message.onlyFor !== undefined) slack.world.messages.remove(message)
  })
  return {
    answersTo: countOf,
    waiting,
    stop,
    answered(who, than, mark) {
      const { promise, resolve } = Promise.withResolvers<boolean>()
      const look = (message?: PageMessage) => {
        const isTold = mark !== undefined && message !== undefined && isCard(message, mark)
        if (isTold || countOf(who) > than) resolve(true)
      }
      const timer = setTimeout(() => resolve(false), PATIENCE_MS)
      listeners.add(look)
      look()
      return promise.finally(() => {
        clearTimeout(timer)
        listeners.delete(look)
      })
    },
  }
}

const byDm = new Map(Object.values(people).map((person) => [dmOf(person), person.id]))

/** Whom alone it answers: what is delivered from the store answers nobody, and a file follows its answer. */
function addressee({ onlyFor, channelId, metadata, files }: PageMessage): string | undefined {
  if (files.length > 0 || isDelivery(metadata)) return undefined
  return onlyFor ?? byDm.get(channelId)
}

/** Keys of deliveries say what they are of; an answer has one by chance. */
const isDelivery = (metadata: PageMessage['metadata']) =>
  /"key":"[^"]*\//.test(JSON.stringify(metadata ?? ''))

const isCard = (message: PageMessage, mark: string) =>
  message.onlyFor === undefined && words(message).includes(mark)

const isWaiting = (message: PageMessage) =>
  message.onlyFor === undefined &&
  message.threadTs === undefined &&
  !message.channelId.startsWith('D') &&
  JSON.stringify(message.blocks).includes('"Approve"')
