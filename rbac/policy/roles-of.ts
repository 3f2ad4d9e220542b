import type { PolicyDocument } from './policy.ts'

type Bound = {
  readonly userId: string
  /** Kubernetes groups. */
  readonly groups: readonly string[]
  /** Slack user groups, where they are known. */
  readonly usergroups?: readonly string[]
}

/** The roles that a policy's bindings give a person. */
export type RolesOf = (person: Bound) => readonly string[]

export function createRoles(bindings: PolicyDocument['bindings']): RolesOf {
  return ({ userId, groups, usergroups = [] }) =>
    Object.entries(bindings)
      .filter(
        ([, bound]) =>
          bound.users?.includes(userId) ||
          bound.groups?.some((group) => groups.includes(group)) ||
          bound.usergroups?.some((group) => usergroups.includes(group)),
      )
      .map(([role]) => role)
}
