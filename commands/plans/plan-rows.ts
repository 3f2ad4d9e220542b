import type { HeldPlan } from '../../src/core/held/held-plan.ts'
import type { Plan } from '../../src/core/plan.ts'
import { refName } from '../../src/core/resource.ts'
import type { Part } from '../../src/core/view.ts'
import { sayDuration } from '../../src/core/words/duration.ts'

/** A narrow column would part a number from its unit. */
const NO_BREAK = '\u00a0'

/** One more column: its heading, and what it says of a plan. */
export type Column = readonly [heading: string, cell: (held: HeldPlan) => string]

/** One row for each plan: its id, what it does where, who asked, and what else is told. */
export function planTable(plans: readonly HeldPlan[], ...more: readonly Column[]): Part {
  const columns: readonly Column[] = [
    ['Plan', ({ plan }) => plan.id],
    ['What', ({ plan }) => sayPlan(plan)],
    ['Who', ({ plan }) => plan.requester.user],
    ...more,
  ]
  const rows = plans.map((held) => columns.map(([, cell]) => cell(held)))
  return { part: 'table', table: { columns: columns.map(([heading]) => heading), rows } }
}

/** `scale deployment/web in shop on prod-eu, replicas 3 → 5`. */
function sayPlan({ command, effects, cluster }: Plan): string {
  const objects = effects.map(({ target }) => {
    const place = target.namespace === undefined ? '' : ` in ${target.namespace}`
    return `${refName(target)}${place}`
  })
  const fields = effects.flatMap(({ changes }) =>
    changes.map(
      ({ field, before, after }) => `${field} ${before ?? 'not set'} → ${after ?? 'not set'}`,
    ),
  )
  return [`${command} ${objects.join(', ')} on ${cluster}`, ...fields.slice(0, MOST)].join(', ')
}

const MOST = 3

/** `in 2 h`, `now`, `5 min ago`. */
export function sayWhen(at: string | undefined, now: Date): string {
  if (at === undefined) return ''
  const ms = Date.parse(at) - now.getTime()
  const amount = sayDuration(Math.abs(ms)).replaceAll(' ', NO_BREAK)
  if (Math.abs(ms) < 1000) return 'now'
  return ms > 0 ? `in${NO_BREAK}${amount}` : `${amount}${NO_BREAK}ago`
}
