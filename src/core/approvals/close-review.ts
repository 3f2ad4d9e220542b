import { ConflictError, DeniedError, UsageError } from '../errors.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { Delivery } from '../delivery.ts'
import { reviewRecord } from '../records/approval-records.ts'
import type { Request } from '../request.ts'
import { isMadeOutcome } from '../cards/aftermath.ts'
import { subject } from '../cards/plan-view.ts'
import { code, text, user } from '../text.ts'
import type { View } from '../view.ts'
import type { ApprovalParts } from './approval-parts.ts'
import { changesParts } from '../cards/card-parts.ts'
import { mustAdvance } from './closing.ts'
import { messageKeys } from '../cards/plan-messages.ts'
import { refuse } from './refuse.ts'
import { isSamePerson } from '../held/same-person.ts'
import { settle } from './settle.ts'
import { endedCard } from '../cards/ended-card.ts'
import { findKnown, noSuchPlan, voterOf } from './who-may.ts'

/** Changes of the same object that are looked through for one that took it back. */
const LATER = 100

export type Reviewing = { readonly id: string; readonly note: string; readonly request: Request }

/** Ends the review of a use of break-glass: by a listed reviewer who is not who used it, with a note. */
export function closeReview(reviewing: Reviewing, parts: ApprovalParts): Promise<View> {
  const { id, request } = reviewing
  const note = reviewing.note.trim()
  if (note === '') {
    throw new UsageError('needs-reason', text`Say what the review found.`, {
      usage: 'review ID NOTE',
    })
  }
  return settle(
    () => findReviewed(id, request, parts),
    async (held, at) => {
      await refuseOthers(held, request, parts)
      if (held.review?.state !== 'open') {
        throw new ConflictError('no-open-review', text`Plan ${code(id)} has no open review.`)
      }
      const reviewer = voterOf(request.actor)
      const next = mustAdvance(held, { kind: 'review', by: reviewer, note }, at)
      const step = {
        plans: [{ expected: held.version, next }],
        records: [reviewRecord(next, { reviewer, note }, { at, request })],
        deliveries: [...reviewedMessages(next, parts), ...(await changeCard(next, at, parts))],
      }
      return { step, answer: reviewedView(next) }
    },
    parts,
  )
}

/** A reviewer sees what is to be reviewed, whatever else they may see. */
async function findReviewed(id: string, request: Request, parts: ApprovalParts): Promise<HeldPlan> {
  const held = await parts.book.find(id)
  if (held?.review && parts.judge.breakGlass?.mayReview(request.actor)) return held
  if (held) return findKnown(id, request, parts)
  throw noSuchPlan(id)
}

async function refuseOthers(held: HeldPlan, request: Request, parts: ApprovalParts): Promise<void> {
  const { actor } = request
  const own = isSamePerson(actor, held.plan.requester)
  if (!own && parts.judge.breakGlass?.mayReview(actor)) return
  const why = own
    ? text`You used break-glass here yourself: somebody else has to close the review.`
    : text`The policy does not list you among those who review the use of break-glass.`
  await refuse(new DeniedError('not-a-reviewer', why), { held, request, command: 'review' }, parts)
}

/** The card of the change itself says that it was looked at. */
async function changeCard(
  held: HeldPlan,
  at: Date,
  { book, judge }: ApprovalParts,
): Promise<readonly Delivery[]> {
  const { plan, revertId } = held
  const uid = plan.effects[0]?.target.uid
  const [revert, later] = await Promise.all([
    revertId === undefined ? undefined : book.find(revertId),
    uid === undefined
      ? []
      : book.list({ states: ['ended'], cluster: plan.cluster, uid, limit: LATER }),
  ])
  const undoneBy = later.find(
    ({ plan: { undoes }, outcome }) => undoes === plan.id && isMadeOutcome(outcome?.kind ?? ''),
  )
  const around = { ...(revert && { revert }), ...(undoneBy && { undoneBy }) }
  return endedCard(held, { ...around, at, undoMs: judge.terms.undoMs })
}

/** The alarm, and the reviewers' copies of it, edited to the end. */
function reviewedMessages(held: HeldPlan, { judge }: ApprovalParts): readonly Delivery[] {
  const { id, requester } = held.plan
  const shown = reviewedView(held)
  const { channel = held.place.channelId, reviewers = [] } = judge.breakGlass ?? {}
  return [
    { key: `plan/${id}/alarm`, to: { channelId: channel }, view: shown },
    ...reviewers
      .filter((userId) => userId !== requester.userId)
      .map((userId) => ({ key: messageKeys(id).dm(userId), to: { userId }, view: shown })),
  ]
}

function reviewedView(held: HeldPlan): View {
  const { plan, review, environment, production } = held
  const by = review?.by ? text` by ${user(review.by.userId)}` : []
  const why = plan.reason === undefined ? [] : text` for “${plan.reason}”`
  return {
    tone: 'done',
    title: text`Break-glass reviewed${by}: “${review?.note ?? ''}”`,
    scope: { cluster: plan.cluster, environment, production },
    parts: [
      {
        part: 'text',
        text: text`${plan.wording.done} ${subject(plan)} by ${user(plan.requester.userId)}${why}`,
      },
      ...changesParts(held),
    ],
    footer: text`plan ${code(plan.id)}`,
  }
}
