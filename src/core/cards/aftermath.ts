import { approvedBy } from './decided-text.ts'
import { temporaryButtons } from './card-buttons.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import { capital, code, text, type Text, time, user } from '../text.ts'
import type { Button, Part } from '../view.ts'

/** What is true of an ended plan beside its outcome. */
export type Aftermath = {
  /** Until when it can be undone; absent when not, or not any more. */
  readonly undoUntil?: Date
  /** Its held way back. */
  readonly revert?: HeldPlan
  /** It was taken back by this one. */
  readonly undoneBy?: HeldPlan
}

/** Kinds of outcome after which the cluster is, or may well be, as the plan wanted it. */
const MADE = ['rolled-out', 'applied', 'failed', 'timed-out', 'lost-sight', 'superseded']

export const isMadeOutcome = (kind: string): boolean => MADE.includes(kind)

/** Who approved it, what is still to come, what was taken back. */
export function aftermathParts(held: HeldPlan, { revert, undoneBy }: Aftermath): Part[] {
  const approved = approvedBy(held)
  const lines = [
    ...(approved ? [text`${capital(approved)}.`] : []),
    ...(held.review
      ? [text`Around the policy (break-glass); its review is ${held.review.state}.`]
      : []),
    ...(undoneBy ? [undoneText(undoneBy)] : countdown(revert)),
  ]
  return lines.map((line) => ({ part: 'text', text: line }))
}

export function aftermathButtons(held: HeldPlan, after: Aftermath): Button[] {
  if (after.undoneBy) return []
  if (after.revert?.state === 'scheduled') return [...temporaryButtons(held.plan.id)]
  return after.undoUntil && held.plan.effects.length > 0 ? [undoButton(held)] : []
}

/** `· undo until 14:30 · audit #41`. */
export function aftermathFooter(held: HeldPlan, { undoUntil, undoneBy }: Aftermath): Text {
  const canUndo = undoUntil && !undoneBy && held.plan.effects.length > 0
  const undo = canUndo ? text` · undo until ${time(undoUntil)}` : []
  const audit = held.intentSeq === undefined ? [] : text` · audit #${held.intentSeq}`
  return text`${undo}${audit}`
}

function countdown(revert: HeldPlan | undefined): Text[] {
  const by = revert?.state === 'cancelled' ? revert.closed?.by : undefined
  if (by) return [text`It stays for good: kept by ${user(by.userId)}.`]
  if (revert?.state !== 'scheduled' || revert.dueAt === undefined) return []
  const [change] = revert.plan.effects.flatMap(({ changes }) => changes)
  const what = change
    ? text`goes back to ${change.field} ${code(String(change.after ?? 'not set'))}`
    : text`is taken back`
  return [text`Temporary: ${what} ${time(new Date(revert.dueAt))}.`]
}

function undoneText({ plan, revertOf, outcome }: HeldPlan): Text {
  const at = outcome ? text` ${time(new Date(outcome.at))}` : []
  return revertOf === undefined
    ? text`Taken back by ${user(plan.requester.userId)}${at} (plan ${code(plan.id)}).`
    : text`Its time was over: taken back${at} (plan ${code(plan.id)}).`
}

const LABEL_MAX = 60

function undoButton({ plan }: HeldPlan): Button {
  const words = `undo ${plan.id} -c ${plan.cluster}`
  const [change, ...others] = plan.effects.flatMap(({ changes }) => changes)
  if (!change || others.length > 0) return { label: 'Undo', words }
  const back = change.before === null ? 'not set' : String(change.before)
  const label = `Undo: ${change.field} back to ${back}`
  return { label: label.length > LABEL_MAX ? 'Undo' : label, words }
}
