import { checkNames, noSuch, type PolicyProblem } from './lint-names.ts'
import type { Known } from './known.ts'
import type { PolicyDocument } from './policy.ts'
import { countPeople, createHolders } from './role-holders.ts'

/** A way around policy that nobody can use, or whose use nobody else could review. */
export function lintBreakGlass(policy: PolicyDocument, known: Known): PolicyProblem[] {
  const { breakGlass } = policy
  if (!breakGlass) return []
  const role = checkNames('role', Object.keys(policy.roles))
  const wrong = [
    ...role(['breakGlass', 'roles'], breakGlass.roles),
    ...role(['breakGlass', 'reviewers', 'roles'], breakGlass.reviewers.roles),
    ...lintChannel(breakGlass.channel, known.channels),
  ]
  return wrong.length > 0 ? wrong : lintPeople(breakGlass, policy, known)
}

const lintChannel = (channel: string, channels: Known['channels']): PolicyProblem[] =>
  channels && !channels.includes(channel)
    ? [{ path: ['breakGlass', 'channel'], said: noSuch('channel', channel, channels) }]
    : []

function lintPeople(
  { users, roles, reviewers }: NonNullable<PolicyDocument['breakGlass']>,
  policy: PolicyDocument,
  known: Known,
): PolicyProblem[] {
  const holdersOf = createHolders(policy.bindings, known.grantedRoles)
  const path = ['breakGlass', 'reviewers']
  if (countPeople({ users, roles }, holdersOf) === 0) {
    return [{ path: ['breakGlass'], said: 'names nobody: give roles or users who may use it' }]
  }
  if (countPeople(reviewers, holdersOf) === 0) {
    return [{ path, said: 'names nobody: every use needs a review by somebody else' }]
  }
  const listed = new Set([...users, ...roles.flatMap((role) => holdersOf(role) ?? [])])
  return [...listed]
    .filter((user) => countPeople(reviewers, holdersOf, user) === 0)
    .map((user) => ({
      path,
      said: `${user} may use it and is the only reviewer: nobody reviews their own use`,
    }))
}
