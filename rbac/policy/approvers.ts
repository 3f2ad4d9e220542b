import type { Known } from './lint-policy.ts'
import type { ApproversDocument, PolicyDocument } from './policy.ts'

/**
 * How many people could approve, besides `requester`. Infinite as soon as a role may be given to people whom the
 * policy does not name one by one.
 */
export function countApprovers(
  { users = [], roles = [] }: ApproversDocument,
  { policy, known }: { readonly policy: PolicyDocument; readonly known: Known },
  requester?: string,
): number {
  if (roles.some((role) => isOpen(role, policy, known))) return Number.POSITIVE_INFINITY
  const people = new Set([...users, ...roles.flatMap((role) => policy.bindings[role]?.users ?? [])])
  if (requester !== undefined) people.delete(requester)
  return people.size
}

/** Held by groups, or handed out by the identity settings (assumed while these are not known). */
function isOpen(role: string, { bindings }: PolicyDocument, { grantedRoles }: Known): boolean {
  const bound = bindings[role]
  const byGroup = (bound?.groups?.length ?? 0) + (bound?.usergroups?.length ?? 0) > 0
  return byGroup || grantedRoles === undefined || grantedRoles.includes(role)
}
