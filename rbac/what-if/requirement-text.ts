import type { ApproverGroup, Requirement } from '../../src/core/requirement.ts'
import { sayDuration } from '../../src/core/words/duration.ts'

/** What a requirement comes to, line by line, for a terminal. */
export function sayRequirement(requirement: Requirement): string[] {
  const { groups, reason, confirm, waitMs, useMs, channel } = requirement
  const demands = [
    ...(reason ? [`a reason${sayPatterns(reason)}`] : []),
    ...(confirm ? [`the ${confirm}'s name, typed`] : []),
  ]
  const waiting = `waits ${sayDuration(waitMs)}, then begins within ${sayDuration(useMs)}`
  return [
    ...groups.map((group) => `needs: ${sayGroup(group)}`),
    ...(demands.length > 0 ? [`from the requester: ${demands.join(', ')}`] : []),
    ...(groups.length > 0
      ? [`${waiting}${channel === undefined ? '' : `; card in ${channel}`}`]
      : []),
  ]
}

function sayGroup({
  name,
  approve,
  deny,
  roles,
  users,
  groups,
  usergroups,
}: ApproverGroup): string {
  const people = [...roles, ...users, ...groups, ...usergroups].join(', ')
  const whom = people === name ? '' : ` (${people})`
  const ends = deny === 0 ? 'their denials end nothing' : `${deny} of them can end it`
  return `${approve} of ${name}${whom}; ${ends}`
}

function sayPatterns({ patterns, hint }: NonNullable<Requirement['reason']>): string {
  const held = patterns.length === 0 ? '' : ` that holds ${patterns.join(' and ')}`
  return hint === undefined ? held : `${held} (${hint})`
}
