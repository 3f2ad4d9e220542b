import type { HeldPlan, Vote } from './held-plan.ts'
import type { ApproverGroup } from '../requirement.ts'
import { isSamePerson } from './same-person.ts'

/** How far one group of approvers has come. */
export type GroupTally = {
  readonly group: ApproverGroup
  readonly approvals: readonly Vote[]
  readonly denials: readonly Vote[]
}

export type Tally = {
  readonly decision: 'undecided' | 'approved' | 'denied'
  readonly groups: readonly GroupTally[]
}

/**
 * What the votes come to: every group must have its approvals, each from so many different people; one group with
 * enough denials ends it, whatever the others say. A vote counts in every group its voter is in. Without groups
 * nothing is ever approved by votes.
 */
export function tally(groups: readonly ApproverGroup[], votes: readonly Vote[]): Tally {
  const counted = lastOfEachPerson(votes)
  const tallies = groups.map((group) => ({
    group,
    approvals: counted.filter((vote) => vote.choice === 'approve' && isIn(vote, group)),
    denials: counted.filter((vote) => vote.choice === 'deny' && isIn(vote, group)),
  }))
  return { decision: decisionOf(tallies), groups: tallies }
}

/** The same for a plan that is held; a vote of the requester never counts. */
export function tallyOf({ plan, verdict, votes }: HeldPlan): Tally {
  const groups = verdict.kind === 'ask' ? verdict.requirement.groups : []
  return tally(
    groups,
    votes.filter(({ voter }) => !isSamePerson(voter, plan.requester)),
  )
}

function decisionOf(tallies: readonly GroupTally[]): Tally['decision'] {
  const isDenied = tallies.some(
    ({ group, denials }) => group.deny > 0 && denials.length >= group.deny,
  )
  if (isDenied) return 'denied'
  const isApproved =
    tallies.length > 0 &&
    tallies.every(({ group, approvals }) => approvals.length >= Math.max(1, group.approve))
  return isApproved ? 'approved' : 'undecided'
}

const isIn = (vote: Vote, group: ApproverGroup) => vote.groups.includes(group.name)

const lastOfEachPerson = (votes: readonly Vote[]): readonly Vote[] =>
  votes.filter(
    (vote, i) => !votes.slice(i + 1).some(({ voter }) => isSamePerson(voter, vote.voter)),
  )
