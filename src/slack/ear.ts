import type { Answer } from '../core/answer.ts'
import type { Conversation } from '../core/conversation.ts'
import type { Offer } from '../core/offer-shelf.ts'
import type { Ids } from '../core/seams.ts'
import { createConversation, type ConversationParts } from './conversation/conversation.ts'
import { forgottenButton, unreadableButton } from './conversation/notices.ts'
import { answered } from './dialog/answered.ts'
import { createAsk } from './dialog/ask.ts'
import type { Submission } from './dialog/submission.ts'
import type { Press, Said } from './intake/said.ts'

type Parts = ConversationParts & {
  readonly answer: Answer
  readonly ids: Ids
  /** The words of the slash command. */
  readonly command: string
}

/** What was said becomes a request for core. */
export type Ear = {
  words(said: Said | undefined): Promise<void>
  /** First becomes the words behind the button, or the dialog that it opens. */
  press(press: Press | undefined): Promise<void>
  submission(submission: Submission | undefined): Promise<void>
}

export function createEar(parts: Parts): Ear {
  const ask = createAsk(parts)

  return {
    words: async (said) => said && tell(parts, said),
    press: async (press) =>
      press &&
      withOffer(parts, press, async ({ offer, conversation }) => {
        const { words, question } = offer
        if (!question) return tell(parts, { ...press, words, via: 'button' })
        const problem = await ask({ press, offer, question })
        if (problem) await conversation.reply(problem, 'private')
      }),
    submission: async (submission) =>
      submission &&
      withOffer(parts, submission, ({ offer: { words, question } }) => {
        const meant = question ? answered(words, question, submission.answer) : words
        return tell(parts, { ...submission, words: meant, via: 'button' })
      }),
  }
}

async function tell(parts: Parts, talk: Said): Promise<void> {
  const { person, place, words, via, said } = talk
  const id = parts.ids.short()
  const incoming = { id, person, place, words, via, ...(said !== undefined && { said }) }
  await parts.answer(incoming, createConversation(parts, talk))
}

type Known = { readonly offer: Offer; readonly conversation: Conversation }

/** Goes on with what is behind the button; where that is not known, the person is told. */
async function withOffer(
  parts: Parts,
  press: Press,
  run: (known: Known) => Promise<void>,
): Promise<void> {
  const { offers, command, log } = parts
  const conversation = createConversation(parts, press)
  const offer = await offers.look(press.offer).catch((error: unknown) => {
    log.warn({ err: error }, 'A button cannot be looked up')
    return 'unreadable' as const
  })
  if (offer === 'unreadable') return conversation.reply(unreadableButton(command), 'private')
  if (!offer) return conversation.reply(forgottenButton(command), 'private')
  await run({ offer, conversation })
}
