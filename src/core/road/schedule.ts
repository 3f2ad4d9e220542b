import { decidedView } from '../approvals/held-view.ts'
import { cardMessage } from '../approvals/plan-messages.ts'
import type { Messenger } from '../delivery.ts'
import { UsageError } from '../errors.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { PlanBook } from '../held/plan-book.ts'
import { requestRecord } from '../records/approval-records.ts'
import { code, text } from '../text.ts'
import type { View } from '../view.ts'

/** How late it may begin when nobody was there at its moment. */
const LATE_MS = 60 * 60_000

/** Holds a plan until its moment and returns the private answer. */
export type Schedule = (held: HeldPlan) => Promise<View>

export function createSchedule({
  book,
  messenger,
}: {
  readonly book: PlanBook
  readonly messenger: Messenger
}): Schedule {
  return async (held) => {
    const { plan } = held
    const at = plan.at ?? plan.createdAt
    const until = new Date(Date.parse(at) + LATE_MS).toISOString()
    const next: HeldPlan = { ...held, state: 'scheduled', dueAt: at, until }
    const result = await book.commit({
      plans: [{ expected: 'new', next }],
      records: [requestRecord(next, new Date(plan.createdAt))],
      deliveries: [cardMessage(next)],
    })
    if (result.kind === 'repeated') throw repeated(result.by)
    if (result.kind === 'stale') throw new TypeError('a plan of this id is there already')
    messenger.wake()
    return decidedView(next)
  }
}

const repeated = ({ plan }: HeldPlan) =>
  new UsageError(
    'already-running',
    text`The same was asked for a moment ago as plan ${code(plan.id)}; it is held once.`,
  )
