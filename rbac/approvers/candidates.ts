import type { Directory } from '../../src/core/directory.ts'
import type { ApproverGroup } from '../../src/core/requirement.ts'
import type { IdentitySettings } from '../identity/identity-settings.ts'
import type { Policy } from '../policy/create-policy.ts'

/** So many of one group are looked at; whoever is told is found among the first. */
const MOST = 200

type Around = {
  readonly identity: Pick<IdentitySettings, 'users' | 'usergroups'>
  readonly directory: Pick<Directory, 'membersOf'>
  readonly bindings: Policy['bindings']
}

/** Slack ids of people who are in a group as far as they are known by name, the plainly named first. */
export async function candidatesOf(
  group: ApproverGroup,
  { identity, directory, bindings }: Around,
): Promise<readonly string[]> {
  const bound = group.roles.map((role) => bindings[role] ?? {})
  const groups = [...group.groups, ...bound.flatMap((some) => some.groups ?? [])]
  const gives = ({ roles, groups: given }: Given) =>
    roles.some((role) => group.roles.includes(role)) || given.some((one) => groups.includes(one))
  const mapped = Object.entries(identity.users).filter(([, person]) => gives(person))
  const usergroups = [
    ...group.usergroups,
    ...bound.flatMap((some) => some.usergroups ?? []),
    ...Object.entries(identity.usergroups).flatMap(([id, given]) => (gives(given) ? [id] : [])),
  ]
  const members = await Promise.all([...new Set(usergroups)].map((id) => directory.membersOf(id)))
  const people = [
    ...group.users,
    ...bound.flatMap(({ users = [] }) => users),
    ...mapped.map(([userId]) => userId),
    ...members.flat(),
  ]
  return [...new Set(people)].slice(0, MOST)
}

type Given = { readonly roles: readonly string[]; readonly groups: readonly string[] }
