import type { ClusterReader } from '../cluster.ts'
import { UsageError } from '../errors.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { Plan } from '../plan.ts'
import { requestRecord } from '../records/approval-records.ts'
import type { Request } from '../request.ts'
import { code, text, user } from '../text.ts'
import type { Verdict } from '../verdict.ts'
import type { View } from '../view.ts'
import type { ApprovalParts } from './approval-parts.ts'
import { decidedView } from './held-view.ts'
import { newlyHeld } from './newly-held.ts'
import { askingMessages } from './plan-messages.ts'
import { wantedBy } from './wanted.ts'

export type Holding = {
  readonly plan: Plan
  readonly verdict: Extract<Verdict, { kind: 'ask' }>
  readonly request: Request
  readonly reader: ClusterReader
}

/** Puts a plan as waiting, asks the approvers, and tells the requester privately. */
export async function hold(holding: Holding, parts: ApprovalParts): Promise<View> {
  const { plan, verdict, request, reader } = holding
  const at = await parts.book.now()
  const { environment, production } = reader.info
  const asked = {
    plan,
    verdict,
    place: request.place,
    environment,
    production,
    ...(request.said !== undefined && { said: request.said }),
  }
  const held = await newlyHeld(asked, { at, reader }, parts)
  const result = await parts.book.commit({
    plans: [{ expected: 'new', next: held }],
    records: [requestRecord(held, at)],
    deliveries: askingMessages(held),
  })
  if (result.kind === 'repeated') throw repeated(result.by)
  if (result.kind === 'stale') throw new TypeError('a plan of this id is there already')
  parts.messenger.wake()
  return heldAnswer(held)
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

const repeated = ({ plan }: HeldPlan) =>
  new UsageError(
    'already-running',
    text`The same was said before: it is plan ${code(plan.id)} of ${user(plan.requester.userId)}.`,
  )
