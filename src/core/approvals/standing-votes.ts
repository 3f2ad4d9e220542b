import { DeniedError } from '../errors.ts'
import type { HeldPlan, Vote } from '../held/held-plan.ts'
import type { ApprovalParts } from './approval-parts.ts'
import { isSamePerson } from '../held/same-person.ts'

/**
 * The votes with the groups they count for now. Whoever became a guest, left, is somebody else to Kubernetes or lost
 * the group counts for none. Throws UnavailableError where the directory cannot say: then nothing may be decided.
 */
export const standingVotes = (
  { plan, verdict }: HeldPlan,
  votes: readonly Vote[],
  { identify, approvers }: Pick<ApprovalParts, 'identify' | 'approvers'>,
): Promise<readonly Vote[]> => {
  const groupsNow = async ({ voter }: Vote): Promise<readonly string[]> => {
    if (verdict.kind !== 'ask' || isSamePerson(voter, plan.requester)) return []
    try {
      const actor = await identify({ userId: voter.userId, teamId: voter.teamId }, 'now')
      if (actor.user !== voter.user) return []
      return await approvers.groupsOf(actor, verdict.requirement)
    } catch (error) {
      if (error instanceof DeniedError) return []
      throw error
    }
  }
  return Promise.all(votes.map(async (vote) => ({ ...vote, groups: await groupsNow(vote) })))
}
