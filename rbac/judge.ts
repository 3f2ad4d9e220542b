import type { Judge } from '../src/core/judge.ts'
import { createBreakGlass } from './break-glass.ts'
import { decide } from './decide.ts'
import { evaluate, sceneOf } from './evaluate.ts'
import { holdsPattern } from '../src/expression/pattern.ts'
import type { Policy } from './policy/create-policy.ts'

/** The judge of one policy: pure and synchronous, time comes with the facts. */
export function createJudge(policy: Policy): Judge {
  return {
    judge(facts) {
      const scene = sceneOf(policy, facts)
      const evaluated = policy.rules.map((rule) => evaluate(rule, scene))
      return decide(evaluated, scene, policy.contact)
    },
    could(facts) {
      const scene = sceneOf(policy, facts, true)
      const evaluated = policy.rules.map((rule) => evaluate(rule, scene))
      const isDenied = evaluated.some(
        ({ rule, match }) => rule.effect === 'deny' && match === 'yes',
      )
      return !isDenied && evaluated.some(({ rule, match }) => rule.opens && match !== 'no')
    },
    freezes: (facts) => policy.freezes.flatMap((freeze) => freeze(facts) ?? []),
    reasonHolds: holdsPattern,
    terms: policy.terms,
    breakGlass: createBreakGlass(policy),
  }
}
