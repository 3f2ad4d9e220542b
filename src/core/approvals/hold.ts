import type { Holding } from '../road/run-change.ts'
import type { Delivery } from '../delivery.ts'
import { UsageError } from '../errors.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import { requestRecord } from '../records/approval-records.ts'
import { code, text, user } from '../text.ts'
import type { View } from '../view.ts'
import type { ApprovalParts } from './approval-parts.ts'
import { decidedView } from '../cards/held-view.ts'
import { newlyWaiting } from './newly-waiting.ts'
import { askingMessages, cardMessage } from '../cards/plan-messages.ts'
import { wantedBy } from '../cards/wanted.ts'

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
  const held = await newlyWaiting(asked, { at, reader }, parts)
  await put(held, { at, deliveries: askingMessages(held) }, parts)
  return heldAnswer(held)
}

/** How late it may begin when nobody was there at its moment. */
const LATE_MS = 60 * 60_000

/** Holds a plan until its moment and returns the private answer. */
export async function schedule(held: HeldPlan, parts: ApprovalParts): Promise<View> {
  const { at = held.plan.createdAt, createdAt } = held.plan
  const until = new Date(Date.parse(at) + LATE_MS).toISOString()
  const next: HeldPlan = { ...held, state: 'scheduled', dueAt: at, until }
  await put(next, { at: new Date(createdAt), deliveries: [cardMessage(next)] }, parts)
  return decidedView(next)
}

type Told = { readonly at: Date; readonly deliveries: readonly Delivery[] }

async function put(
  next: HeldPlan,
  { at, deliveries }: Told,
  { book, messenger }: Pick<ApprovalParts, 'book' | 'messenger'>,
): Promise<void> {
  const records = [requestRecord(next, at)]
  const result = await book.commit({ plans: [{ expected: 'new', next }], records, deliveries })
  if (result.kind === 'repeated') throw repeated(result.by)
  if (result.kind === 'stale') throw new TypeError('a plan of this id is there already')
  messenger.wake()
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
