import type { AuditEntry } from '../audit.ts'
import type { HeldPlan, Vote, Voter } from '../held/held-plan.ts'
import { plain } from '../text.ts'
import { actorFacts, changeFacts, planFacts, verdictFacts } from './plan-facts.ts'
import { voteFacts } from './vote-facts.ts'

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
export function voteRecord({ plan }: HeldPlan, vote: Vote, at: Date): AuditEntry {
  return {
    ...by(vote.voter, planFacts(plan, at), vote.reason),
    kind: 'vote',
    votes: [voteFacts(vote)],
  }
}

/** What became of a plan that waited: approved, denied, cancelled, expired, void. Without a person, nobody decided it. */
export function decisionRecord(held: HeldPlan, at: Date): AuditEntry {
  const { plan, state, votes, closed } = held
  const facts = planFacts(plan, at)
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
  at: Date,
): AuditEntry {
  return { ...by(reviewer, planFacts(plan, at), note), kind: 'review', breakGlass: true }
}

type Facts = Omit<AuditEntry, 'kind'>

/** The same about the plan, said by somebody else than its requester and for their own reason. */
function by(voter: Voter, facts: Facts, reason: string | undefined): Facts {
  const said = { ...facts, actor: actorFacts({ ...voter, groups: [] }) }
  delete said.reason
  return reason === undefined ? said : { ...said, reason }
}
