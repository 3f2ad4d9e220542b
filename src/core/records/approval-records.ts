import type { AuditEntry } from '../audit.ts'
import type { HeldPlan, Vote, Voter } from '../held/held-plan.ts'
import type { Plan } from '../plan.ts'
import type { Request } from '../request.ts'
import { plain } from '../text.ts'
import { actorFacts, changeFacts, planFacts, verdictFacts } from './plan-facts.ts'
import { voteFacts } from './vote-facts.ts'

/** When something became of a plan, and the request that led to it; without one it was time, or what was found then. */
export type Occasion = { readonly at: Date; readonly request?: Pick<Request, 'id'> }

/** A plan begins to wait: for votes, or for its moment. */
export function requestRecord({ plan, verdict }: HeldPlan, at: Date): AuditEntry {
  return {
    ...planFacts(plan, at),
    kind: 'request',
    verdict: verdictFacts(verdict),
    changes: changeFacts(plan),
  }
}

/** One vote; the voter is the actor. */
export function voteRecord({ plan }: HeldPlan, vote: Vote, occasion: Occasion): AuditEntry {
  return {
    ...by(vote.voter, factsOf(plan, occasion), vote.reason),
    kind: 'vote',
    votes: [voteFacts(vote)],
  }
}

/** What became of a plan that waited: approved, denied, cancelled, expired, void. Without a person, nobody decided it. */
export function decisionRecord(held: HeldPlan, occasion: Occasion): AuditEntry {
  const { plan, state, votes, closed } = held
  const facts = factsOf(plan, occasion)
  const why = closed && plain(closed.why)
  return {
    ...(closed?.by
      ? by(closed.by, facts, why)
      : { ...facts, ...(why !== undefined && { reason: why }) }),
    kind: 'decision',
    decision: state,
    ...(votes.length > 0 && { votes: votes.map(voteFacts) }),
  }
}

/** Somebody closed the review of a use of break-glass. */
export function reviewRecord(
  { plan }: HeldPlan,
  { reviewer, note }: { readonly reviewer: Voter; readonly note: string },
  occasion: Occasion,
): AuditEntry {
  return { ...by(reviewer, factsOf(plan, occasion), note), kind: 'review', breakGlass: true }
}

type Facts = Omit<AuditEntry, 'kind'>

/** The plan is told by its id; the request is the one that led to this. */
const factsOf = (plan: Plan, { at, request }: Occasion): Facts => ({
  ...planFacts(plan, at),
  ...(request && { request: request.id }),
})

/** The same about the plan, said by somebody else than its requester and for their own reason. */
function by(voter: Voter, facts: Facts, reason: string | undefined): Facts {
  const said = { ...facts, actor: actorFacts({ ...voter, groups: [] }) }
  delete said.reason
  return reason === undefined ? said : { ...said, reason }
}
