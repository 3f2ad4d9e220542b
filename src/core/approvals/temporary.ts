import { ConflictError, DeniedError, UsageError } from '../errors.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { PlanBook } from '../held/plan-book.ts'
import { requestRecord } from '../records/approval-records.ts'
import type { Request } from '../request.ts'
import { code, text } from '../text.ts'
import type { View } from '../view.ts'
import { sayDuration } from '../words/duration.ts'
import type { ApprovalParts } from './approval-parts.ts'
import { closingStep, mustAdvance } from './closing.ts'
import { decidedText } from '../cards/decided-text.ts'
import { heldView } from '../cards/held-view.ts'
import { cardMessage } from '../cards/plan-messages.ts'
import { refuse } from './refuse.ts'
import { isSamePerson } from '../held/same-person.ts'
import { settle } from './settle.ts'
import { endedCard } from '../cards/ended-card.ts'
import { findKnown, isApprover, isVoted, mayDoTheSame, voterOf } from './who-may.ts'

/** `id` is the temporary change's or its revert's. */
type Naming = { readonly id: string; readonly request: Request }

/** Puts off the revert, within what policy lets a temporary change last. */
export async function extend(
  { id, request, byMs }: Naming & { readonly byMs: number },
  parts: ApprovalParts,
): Promise<View> {
  if (!(byMs > 0)) {
    throw new UsageError('bad-duration', text`How much longer? Say a time such as ${code('1h')}.`)
  }
  return settle(
    () => findRevert({ id, request }, parts),
    async (revert, at) => {
      const change = await refuseOthers(revert, { request, at, command: 'extend' }, parts)
      const changeCard = cardOf(at, parts)
      throwIfTooLong(change, lastsMs(change, revert) + byMs, parts)
      const next = mustAdvance(revert, { kind: 'postpone', byMs }, at)
      const reason = `extended by ${sayDuration(byMs)}`
      const record = { ...requestRecord(next, at), request: request.id, reason }
      const { userId, teamId, user, groups } = request.actor
      const actor = { userId, teamId, user, groups: [...groups] }
      const step = {
        plans: [{ expected: revert.version, next }],
        records: [{ ...record, actor }],
        deliveries: [cardMessage(next), ...changeCard(change, next)],
      }
      return { step, answer: heldView(next) }
    },
    parts,
  )
}

/** The change stays: its revert is cancelled. */
export function keep({ id, request }: Naming, parts: ApprovalParts): Promise<View> {
  return settle(
    () => findRevert({ id, request }, parts),
    async (revert, at) => {
      const change = await refuseOthers(revert, { request, at, command: 'keep' }, parts)
      const by = voterOf(request.actor)
      const why = text`the temporary change stays.`
      const closing = closingStep(
        revert,
        { kind: 'close', as: 'cancelled', why, by },
        { at, request },
      )
      const next = closing.plans[0]?.next ?? revert
      const deliveries = [...closing.deliveries, ...cardOf(at, parts)(change, next)]
      return { step: { ...closing, deliveries }, answer: heldView(next) }
    },
    parts,
  )
}

const cardOf =
  (at: Date, { judge }: ApprovalParts) =>
  (change: HeldPlan, revert: HeldPlan) =>
    endedCard(change, { revert, at, undoMs: judge.terms.undoMs })

async function findRevert({ id, request }: Naming, parts: ApprovalParts): Promise<HeldPlan> {
  const named = await findKnown(id, request, parts)
  const revert = await revertOf(named, parts.book)
  if (!revert) {
    throw new ConflictError(
      'not-temporary',
      text`Plan ${code(id)} is no temporary change: nothing of it is taken back by itself.`,
    )
  }
  if (revert.state === 'scheduled') return revert
  throw new ConflictError('already-decided', decidedText(revert))
}

async function revertOf(named: HeldPlan, book: PlanBook): Promise<HeldPlan | undefined> {
  if (named.revertOf !== undefined) return named
  return named.revertId === undefined ? undefined : book.find(named.revertId)
}

type Trying = { readonly request: Request; readonly at: Date; readonly command: string }

/**
 * The requester, or somebody whom policy would let make the same change now. What approvers agreed to for a time stays
 * longer only when one of them agrees. Returns the temporary change.
 */
async function refuseOthers(
  revert: HeldPlan,
  { request, at, command }: Trying,
  parts: ApprovalParts,
): Promise<HeldPlan> {
  const { actor } = request
  const found = revert.revertOf === undefined ? undefined : await parts.book.find(revert.revertOf)
  const change = found ?? revert
  const isOwn = isSamePerson(actor, change.plan.requester)
  if (isOwn && !isVoted(change)) return change
  if (found && mayDoTheSame(found, { actor, at }, parts)) return change
  if (!isOwn && (await isApprover(change, actor, parts))) return change
  const refusal = isOwn ? onlyForAWhile(change) : notYours(change)
  return refuse(refusal, { held: revert, request, command }, parts)
}

const onlyForAWhile = ({ plan: { id, forMs = 0 } }: HeldPlan) =>
  new DeniedError(
    'self-approval',
    text`Plan ${code(id)} was approved for ${sayDuration(forMs)}: somebody who may approve it has to let it stay longer.`,
  )

const notYours = ({ plan: { id } }: HeldPlan) =>
  new DeniedError(
    'not-your-plan',
    text`Only whoever made the temporary change ${code(id)}, or may make or approve it, can do this.`,
  )

const lastsMs = (change: HeldPlan, { dueAt }: HeldPlan): number =>
  Date.parse(dueAt ?? change.createdAt) - Date.parse(change.createdAt)

function throwIfTooLong({ plan }: HeldPlan, lasts: number, { judge }: ApprovalParts): void {
  const { temporaryMs } = judge.terms
  if (lasts <= temporaryMs) return
  throw new UsageError(
    'extends-too-far',
    text`A temporary change lasts ${sayDuration(temporaryMs)} at most, extensions included; this would be ${sayDuration(lasts)}.`,
    { hint: text`${code(`keep ${plan.id}`)} makes it stay.` },
  )
}
