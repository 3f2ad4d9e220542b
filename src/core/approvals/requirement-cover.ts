import { sameJson } from '../canonical.ts'
import type { ApproverGroup } from '../requirement.ts'
import type { Verdict } from '../verdict.ts'

/** Whether whoever satisfied the first verdict satisfies the second: the same people, no more of them, denied no easier. */
export function covers(before: Verdict, now: Verdict): boolean {
  if (now.kind !== 'ask') return now.kind === 'allow'
  const known = before.kind === 'ask' ? before.requirement.groups : []
  return now.requirement.groups.every((group) => known.some((one) => isAsStrict(one, group)))
}

function isAsStrict(one: ApproverGroup, other: ApproverGroup): boolean {
  const isDeniedAlike = other.deny === 0 || (one.deny > 0 && one.deny <= other.deny)
  return one.approve >= other.approve && isDeniedAlike && sameJson(peopleOf(one), peopleOf(other))
}

const peopleOf = ({ roles, users, groups, usergroups }: ApproverGroup) =>
  [roles, users, groups, usergroups].map((names) => names.toSorted())
