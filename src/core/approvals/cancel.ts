import { ConflictError, DeniedError } from '../errors.ts'
import { type HeldPlan, isPending } from '../held/held-plan.ts'
import type { Request } from '../request.ts'
import { code, text } from '../text.ts'
import type { View } from '../view.ts'
import type { ApprovalParts } from './approval-parts.ts'
import { closingStep } from './closing.ts'
import { decidedText } from '../cards/decided-text.ts'
import { decidedView } from '../cards/held-view.ts'
import { refuse } from './refuse.ts'
import { isSamePerson } from '../held/same-person.ts'
import { settle } from './settle.ts'
import { keep } from './temporary.ts'
import { couldDeny, findKnown, voterOf } from './who-may.ts'

export type Cancelling = {
  readonly id: string
  readonly reason: string | undefined
  readonly request: Request
}

/** Takes back what was not begun: by the requester, or by somebody who could have denied it. */
export async function cancel(cancelling: Cancelling, parts: ApprovalParts): Promise<View> {
  const { id, reason, request } = cancelling
  const first = await findKnown(id, request, parts)
  if (first.revertOf !== undefined) return keep({ id, request }, parts)
  return settle(
    () => findKnown(id, request, parts),
    async (held, at) => {
      await refuseOthers(held, request, parts)
      if (!isPending(held)) throw new ConflictError('already-decided', decidedText(held))
      const by = voterOf(request.actor)
      const why = reason?.trim() ? text`“${reason.trim()}”` : []
      const step = closingStep(held, { kind: 'close', as: 'cancelled', why, by }, { at, request })
      return { step, answer: decidedView(step.plans[0]?.next ?? held) }
    },
    parts,
  )
}

async function refuseOthers(held: HeldPlan, request: Request, parts: ApprovalParts): Promise<void> {
  const { actor } = request
  if (isSamePerson(actor, held.plan.requester) || (await couldDeny(held, actor, parts))) return
  const who = text`Only whoever asked for plan ${code(held.plan.id)}, or could deny it, can cancel it.`
  await refuse(new DeniedError('not-your-plan', who), { held, request, command: 'cancel' }, parts)
}
