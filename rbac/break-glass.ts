import type { Actor } from '../src/core/actor.ts'
import type { BreakGlass } from '../src/core/judge.ts'
import type { Policy } from './policy/create-policy.ts'

/** Policy's own way around itself; undefined where the file has none. */
export function createBreakGlass(
  policy: Pick<Policy, 'breakGlass' | 'bindings' | 'rolesOf'>,
): BreakGlass | undefined {
  if (!policy.breakGlass) return undefined
  const { channel, minReason, reviewers, ...users } = policy.breakGlass
  const isAmong = ({ roles, users: named }: People, { userId, groups, roles: held }: Actor) =>
    named.includes(userId) ||
    [...held, ...policy.rolesOf({ userId, groups })].some((role) => roles.includes(role))
  const bound = reviewers.roles.flatMap((role) => policy.bindings[role]?.users ?? [])
  return {
    mayUse: (actor) => isAmong(users, actor),
    mayReview: (actor) => isAmong(reviewers, actor),
    reviewers: [...new Set([...reviewers.users, ...bound])],
    channel,
    minReason,
  }
}

type People = { readonly roles: readonly string[]; readonly users: readonly string[] }
