import { z } from 'zod'
import type { Offer } from '../../core/offer-shelf.ts'
import type { Log } from '../../core/seams.ts'
import { text } from '../../core/text.ts'
import { type Question, type View, view } from '../../core/view.ts'
import type { Press } from '../intake/said.ts'
import { SlackFailure } from '../web/failure.ts'
import type { Web } from '../web/web.ts'
import { answered } from './answered.ts'
import { modal } from './modal.ts'

type Parts = { readonly web: Web; readonly command: string; readonly log: Log }

/** A press of a button that asks something first. */
export type Asking = { readonly press: Press; readonly offer: Offer; readonly question: Question }

/** Opens the dialog. Where it did not open, what to tell the person. */
export function createAsk({ web, command, log }: Parts) {
  return async ({ press, offer, question }: Asking): Promise<View | undefined> => {
    const dialog = modal(question, { offer: offer.id, place: press.place })
    try {
      if (press.triggerId === undefined) return tooLate(offer, question)
      await web.call('views.open', { trigger_id: press.triggerId, view: dialog }, z.unknown())
      return undefined
    } catch (error) {
      log.info({ err: error }, 'A dialog did not open')
      return isTooLate(error) ? tooLate(offer, question) : notOpened(offer, { question, command })
    }
  }
}

/** A trigger lives 3 s and works once: https://docs.slack.dev/interactivity/handling-user-interaction */
const TOO_LATE = new Set([
  'exchanged_trigger_id',
  'expired_trigger_id',
  'invalid_trigger_id',
  'trigger_exchanged',
  'trigger_expired',
])
const isTooLate = (error: unknown) => error instanceof SlackFailure && TOO_LATE.has(error.reason)

function tooLate({ words }: Offer, question: Question): View {
  return {
    ...view('attention', text`The dialog took too long to open`, [
      { part: 'text', text: text`Nothing was done.` },
    ]),
    buttons: [{ label: 'Open it again', words, question }],
  }
}

function notOpened({ words }: Offer, { question, command }: Hint): View {
  const typed = answered(words, question, 'your answer')
  return view('attention', text`Slack did not open the dialog`, [
    {
      part: 'text',
      text: text`Nothing was done. Type it instead: ${{ code: `${command} ${typed}` }}`,
    },
  ])
}

type Hint = { readonly question: Question; readonly command: string }
