import type { Facts } from '../src/core/judge.ts'
import type { CompiledCondition, Finding, Match, Scene } from './matching/condition.ts'
import type { CompiledRule, Policy } from './policy/create-policy.ts'

/** One rule, looked at with all that each of its conditions found. */
export type Evaluated = {
  readonly rule: CompiledRule
  readonly match: Match
  /** Whether the rule speaks: an allow needs certainty, a deny or ask only the absence of a no. */
  readonly applies: boolean
  readonly findings: readonly (Finding & Pick<CompiledCondition, 'key' | 'wanted'>)[]
}

export function evaluate(rule: CompiledRule, scene: Scene): Evaluated {
  const findings = rule.conditions.map(({ key, wanted, look }) => ({ key, wanted, ...look(scene) }))
  const match = weakest(findings)
  const applies = rule.effect === 'allow' ? match === 'yes' : match !== 'no'
  return { rule, match, applies, findings }
}

/** The facts with the roles that the policy itself gives. */
export function sceneOf(policy: Policy, facts: Facts, open = false): Scene {
  const { userId, groups, roles } = facts.actor
  return { facts, open, roles: new Set([...roles, ...policy.rolesOf({ userId, groups })]) }
}

function weakest(findings: readonly Finding[]): Match {
  if (findings.some(({ match }) => match === 'no')) return 'no'
  return findings.some(({ match }) => match === 'unsure') ? 'unsure' : 'yes'
}
