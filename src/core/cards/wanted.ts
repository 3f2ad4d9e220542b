import type { HeldPlan } from '../held/held-plan.ts'
import { bold, join, text, type Text } from '../text.ts'
import type { Verdict } from '../verdict.ts'
import { tallyOf } from '../held/tally.ts'

/** Whose approval a verdict asks for: `2 of platform and 1 of shop-owners`. */
export function wantedBy(verdict: Verdict): Text {
  if (verdict.kind !== 'ask' || verdict.requirement.groups.length === 0) return text`no approval`
  return join(
    verdict.requirement.groups.map(({ name, approve }) => text`${approve} of ${bold(name)}`),
    ' and ',
  )
}

/** What is still missing: `1 of platform`. */
export function missingOf(held: HeldPlan): Text {
  const open = tallyOf(held).groups.flatMap(({ group, approvals }) => {
    const missing = group.approve - approvals.length
    return missing > 0 ? [text`${missing} of ${bold(group.name)}`] : []
  })
  return join(open, ' and ')
}
