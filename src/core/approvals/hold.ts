import type { ClusterReader } from '../cluster.ts'
import { ConflictError, UsageError } from '../errors.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { Step } from '../held/plan-book.ts'
import type { Plan } from '../plan.ts'
import { type Occasion, requestRecord } from '../records/approval-records.ts'
import type { Request } from '../request.ts'
import { code, text, user } from '../text.ts'
import type { Verdict } from '../verdict.ts'
import type { View } from '../view.ts'
import type { ApprovalParts } from './approval-parts.ts'
import { closingStep } from './closing.ts'
import { decidedView } from './held-view.ts'
import { newlyHeld } from './newly-held.ts'
import { askingMessages } from './plan-messages.ts'
import { wantedBy } from './wanted.ts'

export type Holding = {
  readonly plan: Plan
  readonly verdict: Extract<Verdict, { kind: 'ask' }>
  readonly request: Request
  readonly reader: ClusterReader
  /** Becomes void in the same step. */
  readonly replaces?: HeldPlan
}

/** Puts a plan as waiting, asks the approvers, and tells the requester privately. */
export async function hold(holding: Holding, parts: ApprovalParts): Promise<View> {
  const { plan, verdict, request, reader, replaces } = holding
  const at = await parts.book.now()
  const { environment, production } = reader.info
  const asked = {
    plan,
    verdict,
    place: request.place,
    environment,
    production,
    ...(request.said !== undefined && { said: request.said }),
    ...(replaces && { replaces: replaces.plan.id }),
  }
  const held = await newlyHeld(asked, { at, reader }, parts)
  const result = await parts.book.commit(holdingStep(held, replaces, { at, request }))
  if (result.kind === 'stale') throw changedMeanwhile(replaces)
  if (result.kind === 'repeated') throw repeated(result.by)
  parts.messenger.wake()
  return heldAnswer(held)
}

function holdingStep(held: HeldPlan, replaces: HeldPlan | undefined, occasion: Occasion): Step {
  const asking: Step = {
    plans: [{ expected: 'new', next: held }],
    records: [requestRecord(held, occasion.at)],
    deliveries: askingMessages(held),
  }
  if (!replaces) return asking
  const why = text`It was asked again with the plan as it is now.`
  const replacedBy = held.plan.id
  const old = closingStep(replaces, { kind: 'close', as: 'void', why, replacedBy }, occasion)
  return {
    plans: [...old.plans, ...asking.plans],
    records: [...old.records, ...asking.records],
    deliveries: [...old.deliveries, ...asking.deliveries],
  }
}

/** What the requester alone reads: the card is elsewhere. */
function heldAnswer(held: HeldPlan): View {
  const { plan, verdict } = held
  const title = text`This needs approval: ${wantedBy(verdict)}. Plan ${code(plan.id)} waits; nothing was changed.`
  const { parts, scope } = decidedView(held)
  return {
    tone: 'waiting',
    title,
    ...(scope && { scope }),
    parts: [
      ...parts,
      { part: 'note', text: text`${verdict.reason} (rule ${code(verdict.rule.name)})` },
    ],
    buttons: [
      { label: 'Details', words: `approvals ${plan.id}` },
      { label: 'Cancel', words: `cancel ${plan.id}` },
    ],
  }
}

const changedMeanwhile = (replaces: HeldPlan | undefined) =>
  new ConflictError(
    'already-decided',
    text`Plan ${code(replaces?.plan.id ?? '')} was decided meanwhile.`,
  )

const repeated = ({ plan }: HeldPlan) =>
  new UsageError(
    'already-running',
    text`The same was said before: it is plan ${code(plan.id)} of ${user(plan.requester.userId)}.`,
  )
