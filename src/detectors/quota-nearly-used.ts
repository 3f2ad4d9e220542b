import { text } from '../core/text.ts'
import type { Watched } from '../core/watched.ts'
import { defineDetector } from './about/define-detector.ts'
import { fieldsOf, statusOf } from './reading/fields.ts'
import { QUOTAS } from './reading/kept.ts'
import { oneLine } from './reading/one-line.ts'
import { quantityOf } from './reading/quantity.ts'

const NEARLY = 0.9

export const quotaNearlyUsed = defineDetector({
  id: 'quota-nearly-used',
  summary: 'a quota is used to 90 % or more; a warning when it is used up',
  resource: 'resourcequotas',
  keeps: [QUOTAS],
  severity: 'info',
  holdMs: 5 * 60_000,
  clearMs: 10 * 60_000,
  nextStep: 'Raise the quota, or free what is not needed.',
  see(quota) {
    const tight = usesOf(quota).filter(({ share }) => share >= NEARLY)
    const [first] = tight.toSorted((a, b) => b.share - a.share)
    if (!first) return undefined
    const percent = Math.floor(first.share * 100)
    return {
      summary: text`is used to ${percent} % (${oneLine(first.what, 80)})`,
      evidence: tight.map(({ what, used, hard }) => {
        return text`${oneLine(what, 80)}: ${oneLine(used, 40)} of ${oneLine(hard, 40)}`
      }),
      ...(first.share >= 1 && { severity: 'warning' as const }),
    }
  },
})

/** What is forbidden altogether (0) is no share of anything. */
function usesOf(quota: Watched) {
  const { hard, used } = statusOf(quota)
  return Object.entries(fieldsOf(hard)).flatMap(([what, limit]) => {
    const most = quantityOf(limit) ?? 0
    const now = fieldsOf(used)[what]
    const share = (quantityOf(now) ?? 0) / most
    return most > 0 ? [{ what, used: String(now), hard: String(limit), share }] : []
  })
}
