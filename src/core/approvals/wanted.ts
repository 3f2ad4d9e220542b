import { bold, join, text, type Text } from '../text.ts'
import type { Verdict } from '../verdict.ts'

/** Whose approval a verdict asks for: `2 of platform and 1 of shop-owners`. */
export function wantedBy(verdict: Verdict): Text {
  if (verdict.kind !== 'ask' || verdict.requirement.groups.length === 0) return text`no approval`
  return join(
    verdict.requirement.groups.map(({ name, approve }) => text`${approve} of ${bold(name)}`),
    ' and ',
  )
}
