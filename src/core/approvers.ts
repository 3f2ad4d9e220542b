import type { Actor } from './actor.ts'
import type { Requirement } from './requirement.ts'

/** Port: who may vote. Throws UnavailableError where a Slack user group cannot be read. */
export type Approvers = {
  /** Names of the groups that this person counts for now; none when they may not vote. */
  groupsOf(actor: Actor, requirement: Requirement): Promise<readonly string[]>
  /** Slack user ids of people to tell, at most `limit`, as far as they are known by name. */
  suggest(requirement: Requirement, limit: number): Promise<readonly string[]>
}
