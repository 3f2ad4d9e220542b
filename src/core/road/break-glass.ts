import { reviewButton } from '../cards/card-buttons.ts'
import type { Delivery } from '../delivery.ts'
import { DeniedError, UsageError } from '../errors.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { BreakGlass, Judge } from '../judge.ts'
import type { Actor } from '../actor.ts'
import { bold, code, text, user, lower } from '../text.ts'
import type { Verdict } from '../verdict.ts'
import type { Scope, View } from '../view.ts'
import { planView, subject } from '../cards/plan-view.ts'

type Wish = {
  readonly actor: Actor
  readonly reason: string | undefined
  /** Put off, or only tried. */
  readonly isPutOff: boolean
}

/** The way around policy, for who may use it and says why. Throws DeniedError for anybody else. */
export function enterBreakGlass(
  { breakGlass }: Pick<Judge, 'breakGlass'>,
  { actor, reason = '', isPutOff }: Wish,
): BreakGlass {
  if (!breakGlass?.mayUse(actor)) throw notForYou(actor)
  if (reason.trim().length < breakGlass.minReason) {
    throw new UsageError(
      'needs-reason',
      text`Break-glass needs ${code('--reason')} with at least ${breakGlass.minReason} characters.`,
      { hint: text`It is shown in the alarm channel and kept for the review.` },
    )
  }
  if (isPutOff) {
    throw new UsageError(
      'break-glass-is-now',
      text`Break-glass is for now and for real: ${code('--at')} and ${code('--dry-run')} make no sense with it.`,
    )
  }
  return breakGlass
}

/** In place of what policy would say. */
export const breakGlassVerdict = (reason: string): Verdict => ({
  kind: 'allow',
  rule: { name: 'break-glass' },
  reason,
})

/** Loud, in the same step as the intent: who goes around the policy, with what, and why. */
export function alarms(
  held: HeldPlan,
  { channel, reviewers }: BreakGlass,
  scope: Scope,
): Delivery[] {
  const { id, requester } = held.plan
  const view = { ...alarmView(held), scope }
  const others = reviewers.filter((userId) => userId !== requester.userId)
  return [
    { key: `plan/${id}/alarm`, to: { channelId: channel }, view },
    ...others.map((userId) => ({ key: `plan/${id}/dm/${userId}`, to: { userId }, view })),
  ]
}

function alarmView({ plan }: HeldPlan): View {
  const { requester, reason = '' } = plan
  const title = text`Break-glass: ${user(requester.userId)} goes around the policy to ${lower(plan.wording.imperative)} ${subject(plan)}`
  const card = planView(plan, 'attention', title)
  return {
    ...card,
    parts: [
      { part: 'text', text: text`${bold('Why')}: ${reason}` },
      ...card.parts,
      { part: 'warning', text: text`The review is open until somebody else closes it.` },
    ],
    buttons: [reviewButton(plan.id)],
  }
}

const notForYou = ({ userId }: Actor) =>
  new DeniedError('not-for-break-glass', text`${user(userId)} may not use break-glass.`, {
    hint: text`The policy lists who may, under ${code('breakGlass')}.`,
  })
