import { cardMessage, messageKeys } from '../cards/plan-messages.ts'
import type { Delivery } from '../delivery.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { Step } from '../held/plan-book.ts'
import type { Outcome } from '../outcome.ts'
import { decisionRecord } from '../records/approval-records.ts'
import { outcomeRecord, whyOf } from '../records/change-records.ts'
import { text } from '../text.ts'
import type { Scope, View } from '../view.ts'
import { isMadeOutcome } from '../cards/aftermath.ts'
import { endedView, outcomeView } from '../cards/outcome-view.ts'

/** How a plan's execution ended, before it is written down. */
export type Ending = {
  readonly outcome: Outcome
  readonly auditIds: readonly string[]
  /** Of each write that was accepted. */
  readonly generations: readonly number[]
  /** It is certain, as far as reading tells, that nothing of it was made. */
  readonly isUnchanged: boolean
  /** Number of the intent on the audit trail, where this process wrote it. */
  readonly intentSeq: number | undefined
  /** What a human should press when it is not known how it ended. */
  readonly again?: View['buttons']
  /** The requester is told directly, wherever the card is. */
  readonly isTold?: boolean
}

/** Plans that this one's end is about too, as they are now. */
export type Related = {
  /** Its own held way back. */
  readonly revert: HeldPlan | undefined
  /** The one it takes back, and that one's held way back. */
  readonly original: HeldPlan | undefined
  readonly pending: HeldPlan | undefined
}

type Around = {
  readonly at: Date
  readonly scope: Scope
  readonly invocation: string
  readonly undoMs: number
  readonly permalink: string | undefined
  readonly isRecorded: boolean
}

/** The last step of a plan that was begun: outcome, record, the card's last word, and what follows for others. */
export function endStep(held: HeldPlan, ending: Ending, world: Related & Around): Step {
  const { outcome, auditIds } = ending
  const { at, permalink } = world
  const next = endedPlan(held, ending, at)
  const revert = cancelledBy(world.revert, ending.isUnchanged ? NEVER_MADE : undefined, at)
  const isBack = isMadeOutcome(outcome.kind) && world.pending?.plan.id !== held.plan.id
  const pending = cancelledBy(world.pending, isBack ? TAKEN_BACK : undefined, at)
  const cancelled = [revert, pending].filter((one) => one !== undefined)
  return {
    plans: [
      { expected: held.version, next },
      ...cancelled.map((one) => ({ expected: one.version, next: one })),
    ],
    records: [
      outcomeRecord(next, { outcome, auditIds, permalink }, at),
      ...cancelled.map((one) => decisionRecord(one, { at })),
    ],
    deliveries: [
      { ...cardMessage(next), view: finalView(next, ending, world) },
      ...originalMessages(next, world),
      ...tellRequester(next, ending, world),
      ...tellApprovers(next, ending, world),
    ],
  }
}

/** What the card says in the end. */
export function finalView(held: HeldPlan, ending: Ending, world: Related & Around): View {
  const { at, scope, undoMs, invocation, isRecorded, revert } = world
  const isMade = isMadeOutcome(ending.outcome.kind)
  const view = outcomeView(held, ending.outcome, {
    invocation,
    at,
    isRecorded,
    ...(isMade && { undoUntil: new Date(at.getTime() + undoMs) }),
    ...(revert && !ending.isUnchanged && { revert }),
    ...(wasMade(revert) && { undoneBy: revert }),
  })
  return { ...view, scope, buttons: [...(ending.again ?? []), ...(view.buttons ?? [])] }
}

/** Its time was over while it was still followed. */
const wasMade = (revert: HeldPlan | undefined): revert is HeldPlan =>
  revert?.state === 'ended' && isMadeOutcome(revert.outcome?.kind ?? '')

const NEVER_MADE = text`The change was not made.`
const TAKEN_BACK = text`The change was taken back before.`

export function endedPlan(held: HeldPlan, ending: Ending, at: Date): HeldPlan {
  const { runner: _, accepted: __, ...rest } = held
  const { outcome, auditIds, generations } = ending
  const why = whyOf(outcome)
  const intentSeq = held.intentSeq ?? ending.intentSeq
  return {
    ...rest,
    state: 'ended',
    updatedAt: at.toISOString(),
    ...(intentSeq !== undefined && { intentSeq }),
    outcome: {
      kind: outcome.kind,
      ...(why !== '' && { why }),
      at: at.toISOString(),
      auditIds,
      ...(generations.length > 0 && { generations }),
    },
  }
}

function cancelledBy(
  held: HeldPlan | undefined,
  why: typeof NEVER_MADE | undefined,
  at: Date,
): HeldPlan | undefined {
  if (held?.state !== 'scheduled' || !why) return undefined
  const moment = at.toISOString()
  return { ...held, state: 'cancelled', updatedAt: moment, closed: { why, at: moment } }
}

/** Its card offers nothing any more that was done here. */
function originalMessages(held: HeldPlan, { original, scope }: Related & Around): Delivery[] {
  const isDone = original?.state === 'ended' && isMadeOutcome(held.outcome?.kind ?? '')
  if (!original || !isDone) return []
  const view = { ...endedView(original, { undoneBy: held }), scope }
  return [{ ...cardMessage(original), view }]
}

/** Whoever is not looking at the card because it took hours, or because a human must decide, is told directly. */
function tellRequester(held: HeldPlan, ending: Ending, world: Related & Around): Delivery[] {
  const { plan, votes, revertOf, place } = held
  const isLate = votes.length > 0 || plan.at !== undefined || revertOf !== undefined
  if (!isLate && !ending.isTold) return []
  const keys = messageKeys(plan.id)
  const view = shortView(held, ending, world)
  const thread = { key: keys.thread(held.version + 1), to: { threadOf: keys.card }, view }
  const direct = { key: keys.requester, to: { userId: plan.requester.userId }, view }
  return [...(revertOf === undefined ? [thread] : []), ...(place.kind === 'dm' ? [] : [direct])]
}

/** What they were asked about ends before their eyes as well. Nothing of it is theirs to press. */
function tellApprovers(held: HeldPlan, ending: Ending, world: Related & Around): Delivery[] {
  const { plan, told = [] } = held
  const view = { ...shortView(held, ending, world), buttons: [] }
  return told.map((userId) => ({ key: messageKeys(plan.id).dm(userId), to: { userId }, view }))
}

function shortView(held: HeldPlan, ending: Ending, world: Related & Around): View {
  const { title, tone, parts, scope, buttons = [], footer } = finalView(held, ending, world)
  const short = { tone, title, parts: parts.filter(({ part }) => part === 'text'), buttons }
  return { ...short, ...(scope && { scope }), ...(footer && { footer }) }
}
