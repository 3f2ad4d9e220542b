import type { Facts, Freeze } from '../../src/core/judge.ts'
import type { RuleRef, Verdict } from '../../src/core/verdict.ts'
import type { CompiledCondition, Finding, Match } from '../matching/condition.ts'
import type { Policy } from '../policy/create-policy.ts'
import { createBreakGlass } from '../break-glass.ts'
import { decide } from '../decide.ts'
import { type Evaluated, evaluate, sceneOf } from '../evaluate.ts'

/** A verdict with everything that led to it, as data. */
export type Explanation = {
  readonly facts: Facts
  /** All roles that counted, those from the policy's bindings included. */
  readonly roles: readonly string[]
  readonly verdict: Verdict
  /** Every rule, in the order of the file. */
  readonly rules: readonly ExplainedRule[]
  /** Change freezes that hold at that moment, whoever asks. */
  readonly freezes: readonly Freeze[]
  /** Whether this person could go around the policy. */
  readonly mayBreakGlass: boolean
}

export type ExplainedRule = {
  readonly rule: RuleRef
  readonly effect: Verdict['kind']
  readonly match: Match
  /** Whether the rule speaks; the verdict is the strictest of those that do. */
  readonly applies: boolean
  /** The first condition that kept it from applying, or from being certain. */
  readonly because?: Finding & Pick<CompiledCondition, 'key' | 'wanted'>
}

/** The same engine as the judge, with its reasons laid open. */
export function explain(policy: Policy, facts: Facts): Explanation {
  const scene = sceneOf(policy, facts)
  const evaluated = policy.rules.map((rule) => evaluate(rule, scene))
  return {
    facts,
    roles: [...scene.roles],
    verdict: decide(evaluated, scene, policy.contact),
    rules: evaluated.map(explainRule),
    freezes: policy.freezes.flatMap((freeze) => freeze(facts) ?? []),
    mayBreakGlass: facts.risk !== 'read' && createBreakGlass(policy)?.mayUse(facts.actor) === true,
  }
}

function explainRule({ rule, match, applies, findings }: Evaluated): ExplainedRule {
  const because =
    findings.find((finding) => finding.match === 'no') ??
    findings.find((finding) => finding.match === 'unsure')
  return { rule: rule.ref, effect: rule.effect, match, applies, ...(because && { because }) }
}
