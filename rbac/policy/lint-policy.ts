import type { Known } from './known.ts'
import { lintAsk } from './lint-ask.ts'
import { lintBreakGlass } from './lint-break-glass.ts'
import { below, checkNames, noSuch, type PolicyProblem } from './lint-names.ts'
import { ruleOfFreeze, type PolicyDocument, type RuleDocument } from './policy.ts'

/** Everything that is wrong between the parts of a policy, and between it and what there is. */
export function lintPolicy(policy: PolicyDocument, known: Known): PolicyProblem[] {
  return [
    ...lintBindings(policy, known),
    ...lintOnCall(policy, known),
    ...policy.rules.flatMap((rule, i) => below(['rules', i], lintRule(rule, policy, known))),
    ...policy.freezes.flatMap((freeze, i) =>
      below(['freezes', i], lintFreeze(ruleOfFreeze(freeze), policy, known)),
    ),
    ...lintBreakGlass(policy, known),
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
    ...checkNames('command', known.commands)(['commands'], rule.commands),
    ...checkNames('cluster', known.clusters)(['clusters'], rule.clusters),
    ...checkNames('environment', known.environments)(['environments'], rule.environments),
    ...checkNames('channel', channels)(['channels'], rule.channels),
    ...lintAsk(rule, { policy, known }),
  ]
}

/** Without approvers a freeze that asks would let everybody through who knows its name. */
function lintFreeze(rule: RuleDocument, policy: PolicyDocument, known: Known): PolicyProblem[] {
  const nobody = rule.effect === 'ask' && rule.approvers === undefined
  return [
    ...lintRule(rule, policy, known),
    ...(nobody ? [{ path: [], said: 'a freeze that asks needs approvers' }] : []),
  ]
}

function lintOnCall({ onCall }: PolicyDocument, known: Known): PolicyProblem[] {
  return Object.entries(onCall).flatMap(([name, { usergroup }]) =>
    usergroup !== undefined && known.usergroups && !known.usergroups.includes(usergroup)
      ? [
          {
            path: ['onCall', name, 'usergroup'],
            said: noSuch('user group', usergroup, known.usergroups),
          },
        ]
      : [],
  )
}

function lintName({ name }: RuleDocument, { rules, freezes }: PolicyDocument): PolicyProblem[] {
  if (RESERVED.includes(name)) {
    return [{ path: ['name'], said: `${name} is a name of the program's own: choose another` }]
  }
  const isTwice = [...rules, ...freezes].filter((other) => other.name === name).length > 1
  return isTwice ? [{ path: ['name'], said: `two rules are called ${name}` }] : []
}

/** What "no rule spoke" is called, and what goes around all rules. */
const RESERVED = ['default', 'break-glass']
