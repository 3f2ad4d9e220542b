import type { PolicyDocument } from './policy.ts'

/** Slack ids of everybody who can hold a role; undefined when it may be held by people nobody lists. */
export type HoldersOf = (role: string) => readonly string[] | undefined

/**
 * A role is open as soon as groups hold it, or the identity settings hand it out: assumed while it is not known
 * which roles these give.
 */
export function createHolders(
  bindings: PolicyDocument['bindings'],
  grantedRoles: readonly string[] | undefined,
): HoldersOf {
  return (role) => {
    const { users = [], groups = [], usergroups = [] } = bindings[role] ?? {}
    const isOpen = grantedRoles === undefined || grantedRoles.includes(role)
    return isOpen || groups.length + usergroups.length > 0 ? undefined : users
  }
}

type People = {
  readonly users?: readonly string[] | undefined
  readonly roles?: readonly string[] | undefined
  readonly groups?: readonly string[] | undefined
  readonly usergroups?: readonly string[] | undefined
}

/** How many of them there can be besides `requester`; infinite when nobody lists them one by one. */
export function countPeople(
  { users = [], roles = [], groups = [], usergroups = [] }: People,
  holdersOf: HoldersOf,
  requester?: string,
): number {
  const holders = roles.map(holdersOf)
  if (groups.length + usergroups.length > 0 || holders.includes(undefined)) return Infinity
  const people = new Set([...users, ...holders.flatMap((some) => some ?? [])])
  if (requester !== undefined) people.delete(requester)
  return people.size
}
