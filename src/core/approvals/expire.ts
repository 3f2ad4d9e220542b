import { type HeldPlan, isPending, isOver } from '../held/held-plan.ts'
import { text, type Text } from '../text.ts'
import type { ApprovalParts } from './approval-parts.ts'
import { closingStep } from './closing.ts'

/** Ends what waited too long, for votes or for being begun. Time is the store's: a clock set back revives nothing. */
export async function expire(
  held: HeldPlan,
  { book, messenger }: Pick<ApprovalParts, 'book' | 'messenger'>,
): Promise<void> {
  const at = await book.now()
  if (!isPending(held) || !isOver(held, at)) return
  const step = closingStep(held, { kind: 'close', as: 'expired', why: expiredWhy(held) }, { at })
  const result = await book.commit(step)
  if (result.kind === 'done') messenger.wake()
}

export function expiredWhy({ state, revertOf }: HeldPlan): Text {
  if (revertOf !== undefined)
    return text`it could not be taken back in its time and stays as it is.`
  if (state === 'waiting') return text`it waited too long for votes. Nothing was changed.`
  return text`it was not begun in its time. Nothing was changed.`
}
