import type { ModalView } from '@slack/types'
import { z } from 'zod'
import type { Place } from '../../core/request.ts'
import type { Question } from '../../core/view.ts'
import { Id, Ts } from '../intake/said.ts'
import { LIMITS } from '../limits.ts'
import { cut } from '../render/cut.ts'
import { clean } from '../safety/clean.ts'

/** The one dialog there is. */
export const ASK = 'ask'
/** Its one field, as block and as action. */
export const ANSWER = 'answer'

/** What a dialog carries: where the answer belongs. No authority is in it; the offer is looked up again. */
export const Carried = z.object({
  offer: z.string().max(200),
  channelId: Id,
  threadTs: Ts.optional(),
})
type Carried = z.infer<typeof Carried>

/** A dialog that asks for one line: https://docs.slack.dev/reference/views/modal-views */
export function modal(question: Question, { offer, place }: Where): ModalView {
  const { title, label, hint, submit = 'Send', min = 1, max = 500 } = question
  const { channelId, threadTs } = place
  const carried: Carried = { offer, channelId, ...(threadTs !== undefined && { threadTs }) }
  return {
    type: 'modal',
    callback_id: ASK,
    title: words(title, LIMITS.dialogTitle),
    submit: words(submit, LIMITS.dialogTitle),
    close: words('Back', LIMITS.dialogTitle),
    private_metadata: JSON.stringify(carried),
    notify_on_close: false,
    blocks: [
      {
        type: 'input',
        block_id: ANSWER,
        label: words(label, LIMITS.inputText),
        ...(hint !== undefined && { hint: words(hint, LIMITS.inputText) }),
        optional: min === 0,
        element: {
          type: 'plain_text_input',
          action_id: ANSWER,
          focus_on_load: true,
          min_length: Math.min(min, LIMITS.answer),
          max_length: Math.max(1, Math.min(max, LIMITS.answer)),
        },
      },
    ],
  }
}

type Where = { readonly offer: string; readonly place: Place }

const words = (text: string, most: number) => ({
  type: 'plain_text' as const,
  text: cut(clean(text).trim() || '…', most),
  emoji: false,
})
