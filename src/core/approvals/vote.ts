import { ConflictError, DeniedError, UsageError } from '../errors.ts'
import { type HeldPlan, isOver, type Vote } from '../held/held-plan.ts'
import { decisionRecord, type Occasion, voteRecord } from '../records/approval-records.ts'
import type { Request } from '../request.ts'
import { code, text, type Text } from '../text.ts'
import type { View } from '../view.ts'
import type { ApprovalParts } from './approval-parts.ts'
import { askAgain } from './ask-again.ts'
import { checkAgain } from './check-again.ts'
import { closingStep, mustAdvance } from './closing.ts'
import { approvedBy, decidedText } from '../cards/decided-text.ts'
import { heldView } from '../cards/held-view.ts'
import { cardMessage, decidedMessages } from '../cards/plan-messages.ts'
import { refuse } from './refuse.ts'
import { isSamePerson } from '../held/same-person.ts'
import { type Decided, settle } from './settle.ts'
import { standingVotes } from './standing-votes.ts'
import { missingOf, wantedBy } from '../cards/wanted.ts'
import { findKnown, voterOf } from './who-may.ts'

export type Voting = {
  readonly id: string
  readonly choice: Vote['choice']
  readonly reason: string | undefined
  readonly request: Request
  readonly signal: AbortSignal
}

/** One person's vote. Who may, what stands and whether the plan still fits is found out anew before it counts. */
export function vote(voting: Voting, parts: ApprovalParts): Promise<View> {
  const reason = voting.reason?.trim()
  if (voting.choice === 'deny' && !reason) {
    throw new UsageError('needs-reason', text`Say why: whoever asked for it reads it.`, {
      usage: 'deny ID REASON',
    })
  }
  return settle(
    () => findKnown(voting.id, voting.request, parts),
    (held, at) => decide(held, { ...voting, reason, at }, parts),
    parts,
  )
}

type At = Voting & { readonly at: Date }

async function decide(held: HeldPlan, voting: At, parts: ApprovalParts): Promise<Decided<View>> {
  const late = lateAnswer(held, voting)
  if (late) return late
  const { at, signal, request } = voting
  const groups = await groupsOrRefuse(held, voting, parts)
  if (isOver(held, at)) return { ...expiring(held, voting), answer: overView(held) }
  if (isSaidAlready(held, voting)) return { answer: standsView(held) }

  const checked = await checkAgain(held, { at, signal }, parts)
  if (checked.kind === 'over') {
    const step = closingStep(held, { kind: 'close', as: checked.as, why: checked.why }, voting)
    return { step, answer: notCounted(checked.why, step.plans[0]?.next ?? held) }
  }
  if (checked.kind === 'drifted') {
    const { step, replacement } = await askAgain(held, { ...checked, at, signal, request }, parts)
    return { step, answer: notCounted(checked.why, replacement ?? step.plans[0]?.next ?? held) }
  }
  const given: Vote = {
    voter: voterOf(request.actor),
    choice: voting.choice,
    ...(voting.reason && { reason: voting.reason }),
    at: at.toISOString(),
    groups,
  }
  const others = await standingVotes(held, held.votes, parts)
  return counted(held, { vote: given, others, at, request })
}

type Counting = Occasion & { readonly vote: Vote; readonly others: readonly Vote[] }

function counted(held: HeldPlan, { vote: given, others, ...occasion }: Counting): Decided<View> {
  const next = mustAdvance(held, { kind: 'vote', vote: given, others }, occasion.at)
  const isDecided = next.state !== 'waiting'
  const decision = next.state === 'denied' ? next : { ...next, state: 'approved' as const }
  const records = [
    voteRecord(next, given, occasion),
    ...(isDecided ? [decisionRecord(decision, occasion)] : []),
  ]
  const deliveries = isDecided ? decidedMessages(next) : [cardMessage(next)]
  const step = { plans: [{ expected: held.version, next }], records, deliveries }
  return { step, answer: answerView(next, countedText(next)) }
}

/** Whoever comes late changes nothing; whoever presses twice is told how it stands. */
function lateAnswer(held: HeldPlan, { request, choice }: At): Decided<View> | undefined {
  if (held.state === 'waiting') return undefined
  const isMine = held.votes.some(
    (vote) =>
      isSamePerson(vote.voter, request.actor) && vote.choice === choice && vote.groups.length > 0,
  )
  if (isMine && choice === wonBy(held)) return { answer: answerView(held, stateText(held)) }
  throw new ConflictError('already-decided', decidedText(held))
}

function wonBy({ state }: HeldPlan): Vote['choice'] | undefined {
  if (state === 'denied') return 'deny'
  return ['approved', 'scheduled', 'executing', 'ended'].includes(state) ? 'approve' : undefined
}

async function groupsOrRefuse(
  held: HeldPlan,
  { request, choice }: At,
  parts: ApprovalParts,
): Promise<readonly string[]> {
  const { verdict, plan } = held
  const command = choice
  if (isSamePerson(request.actor, plan.requester)) {
    const own = text`You asked for plan ${code(plan.id)} yourself: somebody else has to decide it.`
    return refuse(new DeniedError('self-approval', own), { held, request, command }, parts)
  }
  const names =
    verdict.kind === 'ask' ? await parts.approvers.groupsOf(request.actor, verdict.requirement) : []
  if (names.length > 0) return names
  const who = text`You may not decide plan ${code(plan.id)}. It needs ${wantedBy(verdict)}.`
  return refuse(new DeniedError('not-an-approver', who), { held, request, command }, parts)
}

const isSaidAlready = ({ votes }: HeldPlan, { request, choice, reason }: At): boolean =>
  votes.some(
    (vote) =>
      vote.voter.user === request.actor.user &&
      vote.voter.userId === request.actor.userId &&
      vote.groups.length > 0 &&
      vote.choice === choice &&
      (reason === undefined || reason === vote.reason),
  )

function expiring(held: HeldPlan, occasion: Occasion) {
  const why = text`it waited too long for votes.`
  return { step: closingStep(held, { kind: 'close', as: 'expired', why }, occasion) }
}

const answerView = (held: HeldPlan, title: Text): View => ({
  tone: held.state === 'denied' ? 'failed' : 'done',
  title,
  parts: [],
})

function stateText(held: HeldPlan) {
  if (held.state !== 'waiting') return decidedText(held)
  return text`Still needed: ${missingOf(held)}.`
}

/** Whoever gives the deciding vote is told so. */
function countedText(held: HeldPlan): Text {
  const { state, plan } = held
  const name = code(plan.id)
  if (state === 'waiting') return text`Your vote on plan ${name} counts. ${stateText(held)}`
  if (state === 'denied') return text`You denied plan ${name}: nothing is changed.`
  return text`Your vote decided plan ${name}: it is ${approvedBy(held) ?? 'approved'}.`
}

const standsView = (held: HeldPlan): View => ({
  tone: 'plain',
  title: text`You said so already: your vote on plan ${code(held.plan.id)} stands. ${stateText(held)}`,
  parts: [],
})

const overView = ({ plan }: HeldPlan): View => ({
  tone: 'attention',
  title: text`Plan ${code(plan.id)} expired: it waited too long for votes. Your vote was not counted.`,
  parts: [],
})

/** Shows what became of it instead. */
function notCounted(why: Text, held: HeldPlan): View {
  const title = text`Your vote was not counted: ${why}`
  return { ...heldView(held), tone: 'attention', title }
}
