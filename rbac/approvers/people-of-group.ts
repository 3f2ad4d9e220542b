import type { ApproverGroup } from '../../src/core/requirement.ts'
import type { GroupDocument } from '../policy/ask-document.ts'
import type { PolicyDocument } from '../policy/policy.ts'

export type People = Pick<ApproverGroup, 'roles' | 'users' | 'groups' | 'usergroups'>

/** Whom a group names by itself, those on duty included; the owners of an object come on top. */
export function peopleOfGroup(group: GroupDocument, { onCall }: Pick<PolicyDocument, 'onCall'>) {
  const { roles = [], users = [], groups = [], usergroups = [] } = group
  const duty = group.onCall === undefined ? undefined : onCall[group.onCall]
  const dutyGroup = duty?.usergroup === undefined ? [] : [duty.usergroup]
  return morePeople(
    { roles, users, groups, usergroups },
    {
      users: duty?.users ?? [],
      usergroups: dutyGroup,
    },
  )
}

export function morePeople(people: People, more: Partial<People>): People {
  const join = (one: readonly string[], other: readonly string[] = []) => [
    ...new Set([...one, ...other]),
  ]
  return {
    roles: join(people.roles, more.roles),
    users: join(people.users, more.users),
    groups: join(people.groups, more.groups),
    usergroups: join(people.usergroups, more.usergroups),
  }
}

/** What a group is called; one without a name by what it names. */
export function nameOfGroup({ name, roles = [], owners, onCall }: GroupDocument): string {
  if (name !== undefined) return name
  if (owners !== undefined) return 'owners'
  if (onCall !== undefined) return 'on-call'
  return roles.length > 0 ? roles.join('-or-') : 'approvers'
}

export const isNobody = (people: People): boolean =>
  Object.values(people).every(({ length }) => length === 0)
