import type { Answer } from '../core/answer.ts'
import type { Conversation } from '../core/conversation.ts'
import type { Ids } from '../core/seams.ts'
import {
  createConversation,
  type ConversationParts,
  type Talk,
} from './conversation/conversation.ts'
import { forgottenButton, unreadableButton } from './conversation/notices.ts'
import { answered } from './dialog/answered.ts'
import { createAsk } from './dialog/ask.ts'
import type { Submission } from './dialog/submission.ts'
import type { Press, Said } from './intake/said.ts'

type Parts = ConversationParts & { readonly answer: Answer; readonly ids: Ids }

/** What was said becomes a request for core. */
export type Ear = {
  words(said: Said | undefined): Promise<void>
  /** First becomes the words behind the button, or the dialog that it opens. */
  press(press: Press | undefined): Promise<void>
  submission(submission: Submission | undefined): Promise<void>
}

export function createEar(parts: Parts, command: string): Ear {
  const { answer, ids, offers, log } = parts
  const ask = createAsk({ ...parts, command })

  const talk = (talk: Talk) => {
    const id = ids.short()
    const conversation = createConversation({ ...parts, log: log.child({ request: id }) }, talk)
    const hand = ({ person, place, words, via, said }: Said) =>
      answer({ id, person, place, words, via, ...(said !== undefined && { said }) }, conversation)
    return { conversation, hand }
  }

  const behind = async (id: string, conversation: Conversation) => {
    try {
      const offer = await offers.look(id)
      if (!offer) await conversation.reply(forgottenButton(command), 'private')
      return offer
    } catch (error) {
      log.warn({ err: error }, 'A button cannot be looked up')
      await conversation.reply(unreadableButton(command), 'private')
      return undefined
    }
  }

  return {
    words: async (said) => said && talk(said).hand(said),
    async press(press) {
      if (!press) return
      const { conversation, hand } = talk(press)
      const offer = await behind(press.offer, conversation)
      if (!offer) return
      const { words, question } = offer
      if (!question) return hand({ ...press, words, via: 'button' })
      const problem = await ask({ press, offer, question })
      if (problem) await conversation.reply(problem, 'private')
    },
    async submission(submission) {
      if (!submission) return
      const { conversation, hand } = talk(submission)
      const offer = await behind(submission.offer, conversation)
      if (!offer) return
      const { words, question } = offer
      const meant = question ? answered(words, question, submission.answer) : words
      await hand({ ...submission, words: meant, via: 'button' })
    },
  }
}
