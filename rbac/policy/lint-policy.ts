import { nearest } from '../../src/core/words/suggest.ts'
import { countApprovers } from './approvers.ts'
import { isPlain } from '../matching/glob.ts'
import type { PolicyDocument, RuleDocument } from './policy.ts'

/** What there is, as far as the caller knows: a list that is not given is not checked against. */
export type Known = {
  readonly commands?: readonly string[]
  readonly clusters?: readonly string[]
  readonly environments?: readonly string[]
  /** Slack channel ids. */
  readonly channels?: readonly string[]
  /** Slack user group ids. */
  readonly usergroups?: readonly string[]
  /** Roles that the identity settings give. */
  readonly grantedRoles?: readonly string[]
}

export type PolicyProblem = { readonly path: readonly (string | number)[]; readonly said: string }

/** Everything that is wrong between the parts of a policy, and between it and what there is. */
export function lintPolicy(policy: PolicyDocument, known: Known): PolicyProblem[] {
  return [
    ...lintBindings(policy, known),
    ...policy.rules.flatMap((rule, i) =>
      lintRule(rule, policy, known).map(({ path, said }) => ({
        path: ['rules', i, ...path],
        said,
      })),
    ),
  ]
}

function lintBindings(policy: PolicyDocument, known: Known): PolicyProblem[] {
  const roles = Object.keys(policy.roles)
  const usergroup = checkNames('user group', known.usergroups)
  return Object.entries(policy.bindings).flatMap(([role, bound]) => {
    const path = ['bindings', role]
    const unknown = roles.includes(role) ? [] : [{ path, said: noSuch('role', role, roles) }]
    return [...unknown, ...usergroup([...path, 'usergroups'], bound.usergroups)]
  })
}

function lintRule(rule: RuleDocument, policy: PolicyDocument, known: Known): PolicyProblem[] {
  const role = checkNames('role', Object.keys(policy.roles))
  const channels = known.channels && ['dm', ...known.channels]
  return [
    ...lintName(rule, policy),
    ...role(['roles'], rule.roles),
    ...role(['exceptRoles'], rule.exceptRoles),
    ...role(['approvers', 'roles'], rule.approvers?.roles),
    ...checkNames('command', known.commands)(['commands'], rule.commands),
    ...checkNames('cluster', known.clusters)(['clusters'], rule.clusters),
    ...checkNames('environment', known.environments)(['environments'], rule.environments),
    ...checkNames('channel', channels)(['channels'], rule.channels),
    ...lintApprovers(rule, policy, known),
  ]
}

function lintName({ name }: RuleDocument, { rules }: PolicyDocument): PolicyProblem[] {
  if (name === 'default') {
    return [{ path: ['name'], said: 'default is what "no rule spoke" is called: choose another' }]
  }
  const isTwice = rules.filter((other) => other.name === name).length > 1
  return isTwice ? [{ path: ['name'], said: `two rules are called ${name}` }] : []
}

function lintApprovers(rule: RuleDocument, policy: PolicyDocument, known: Known): PolicyProblem[] {
  const { approvers, effect } = rule
  if (effect !== 'ask') {
    return approvers
      ? [{ path: ['approvers'], said: `has no meaning in a rule that ${effect}s` }]
      : []
  }
  if (!approvers) return [{ path: [], said: 'a rule that asks needs approvers: roles or users' }]
  const path = ['approvers', 'count']
  const there = countApprovers(approvers, { policy, known })
  if (approvers.count > there) {
    return [{ path, said: `wants ${approvers.count}, but only ${there} can ever approve` }]
  }
  const stuck = (rule.users ?? []).filter(
    (user) => approvers.count > countApprovers(approvers, { policy, known }, user),
  )
  return stuck.map((user) => ({
    path,
    said: `${user} could never get this approved: nobody approves their own change`,
  }))
}

type Check = (path: PolicyProblem['path'], names: readonly string[] | undefined) => PolicyProblem[]

/** Checks names against those there are; a pattern with a wildcard may fit something of tomorrow. */
function checkNames(what: string, known: readonly string[] | undefined): Check {
  return (path, names = []) =>
    names.flatMap((name, i) =>
      known && isPlain(name) && !known.includes(name)
        ? [{ path: [...path, i], said: noSuch(what, name, known) }]
        : [],
    )
}

function noSuch(what: string, name: string, known: readonly string[]): string {
  const near = nearest(name, known)
  const advice = near.length > 0 ? `. Did you mean ${near.join(' or ')}?` : ''
  const list = known.length > 0 ? `, only ${known.join(', ')}` : ''
  return `there is no ${what} "${name}"${advice || list}`
}
