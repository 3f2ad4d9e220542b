import { UsageError } from '../errors.ts'
import { type HeldPlan, type HeldState, isOver } from '../held/held-plan.ts'
import type { PlanBook } from '../held/plan-book.ts'
import type { Plan } from '../plan.ts'
import { code, text } from '../text.ts'

/** So many of one person's plans wait at once, for votes or for their moment. */
const MOST_PENDING = 20
/** So many are asked for within an hour, also when each is cancelled again: each one calls on approvers. */
const MOST_AN_HOUR = 60
const HOUR_MS = 3_600_000

const PENDING: readonly HeldState[] = ['waiting', 'approved', 'scheduled']
const CLOSED: readonly HeldState[] = ['denied', 'cancelled', 'expired', 'void']

/**
 * Nobody piles up plans, nor wears approvers out with them until one of them presses the wrong button. The very plan
 * that waits already is not asked about twice.
 */
export async function throwIfPiledUp(plan: Plan, { book }: { readonly book: PlanBook }) {
  const now = await book.now()
  const { user } = plan.requester
  const limit = MOST_PENDING + MOST_AN_HOUR
  // Each by itself: else many of the one kind would hide the other.
  const [held, closed] = await Promise.all(
    [PENDING, CLOSED].map((states) => book.list({ requester: user, states, limit })),
  )
  const pending = asked(held).filter((one) => !isOver(one, now))
  const same = pending.find((one) => one.state === 'waiting' && one.plan.hash === plan.hash)
  if (same) throw waitsAlready(same)
  if (pending.length >= MOST_PENDING) throw tooManyPending(pending.length)
  const since = now.getTime() - HOUR_MS
  const lately = [...pending, ...asked(closed)].filter(
    ({ createdAt }) => Date.parse(createdAt) > since,
  )
  if (lately.length >= MOST_AN_HOUR) throw tooManyAsked(lately.length)
}

/** What takes a temporary change back was not asked for by itself. */
const asked = (plans: readonly HeldPlan[] = []): readonly HeldPlan[] =>
  plans.filter(({ revertOf }) => revertOf === undefined)

const waitsAlready = ({ plan: { id } }: HeldPlan) =>
  new UsageError('waits-already', text`This very change waits already: it is plan ${code(id)}.`, {
    hint: text`See how far it is: ${code(`approvals ${id}`)}.`,
  })

const tooManyPending = (count: number) =>
  new UsageError('too-many-plans', text`${count} plans of yours wait already.`, {
    hint: text`Wait for some of them, or cancel what is no longer needed: ${code('approvals --mine')}.`,
  })

const tooManyAsked = (count: number) =>
  new UsageError('too-many-plans', text`You asked for ${count} plans within an hour.`, {
    hint: text`Approvers are people: ask again in an hour.`,
  })
