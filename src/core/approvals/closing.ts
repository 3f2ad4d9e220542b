import { ConflictError } from '../errors.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { Step } from '../held/plan-book.ts'
import { decidedMessages } from '../cards/plan-messages.ts'
import { decisionRecord, type Occasion } from '../records/approval-records.ts'
import { advance, type PlanEvent } from './plan-steps.ts'

export type CloseEvent = Extract<PlanEvent, { kind: 'close' }>

/** Takes the next step of the machine. Throws ConflictError `already-decided` where there is none. */
export function mustAdvance(held: HeldPlan, event: PlanEvent, at: Date): HeldPlan {
  const advanced = advance(held, event, at)
  if (advanced.kind === 'next') return advanced.next
  throw new ConflictError('already-decided', advanced.why)
}

/** What follows from a plan's next state: the record and everybody's message in one step. */
export const decidedStep = (held: HeldPlan, next: HeldPlan, occasion: Occasion): Step => ({
  plans: [{ expected: held.version, next }],
  records: [decisionRecord(next, occasion)],
  deliveries: decidedMessages(next),
})

/** Ends a plan that was not begun. */
export const closingStep = (held: HeldPlan, event: CloseEvent, occasion: Occasion): Step =>
  decidedStep(held, mustAdvance(held, event, occasion.at), occasion)
