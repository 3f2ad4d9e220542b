import { UnavailableError } from '../errors.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { Step } from '../held/plan-book.ts'
import { code, text } from '../text.ts'
import type { ApprovalParts } from './approval-parts.ts'

/** What is to be committed, if anything, and what that comes to. */
export type Decided<T> = { readonly step?: Step; readonly answer: T }

const ATTEMPTS = 7

/**
 * Reads a plan, decides, and commits; when somebody else was first, everything is read and decided anew. Nothing is
 * told and nobody is woken before the commit.
 */
export async function settle<T>(
  read: () => Promise<HeldPlan>,
  decide: (held: HeldPlan, at: Date) => Promise<Decided<T>>,
  { book, messenger, wake }: Pick<ApprovalParts, 'book' | 'messenger' | 'wake'>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const held = await read()
    const { step, answer } = await decide(held, await book.now())
    if (!step) return answer
    const result = await book.commit(step)
    if (result.kind === 'done') {
      messenger.wake()
      if (step.plans.some(({ next }) => next.state === 'approved')) wake()
      return answer
    }
    if (attempt === ATTEMPTS) throw contended(held)
  }
}

const contended = ({ plan }: HeldPlan) =>
  new UnavailableError(
    'plan-contended',
    text`Too many people are at plan ${code(plan.id)} right now. Nothing was decided by this.`,
    { retryAfter: 2 },
  )
