import { NotFoundError } from '../../src/core/errors.ts'
import type { HeldPlan } from '../../src/core/held/held-plan.ts'
import type { PlanDesk, PlanShelf } from '../../src/core/plan-desk.ts'
import { code, text } from '../../src/core/text.ts'
import { view } from '../../src/core/view.ts'

export type FakePlanDesk = PlanDesk & {
  /** What was asked of it, e.g. `vote 8f3c21aa approve`. */
  readonly calls: string[]
}

type Held = {
  readonly plans?: readonly HeldPlan[]
  /** What lies on each shelf, by id; default: every plan on every shelf. */
  readonly shelves?: Readonly<Partial<Record<PlanShelf, readonly string[]>>>
  readonly last?: HeldPlan
}

/** A desk that lets everybody do everything, and remembers what. */
export function fakePlanDesk({ plans = [], shelves = {}, last }: Held = {}): FakePlanDesk {
  const calls: string[] = []
  const did = async (...words: readonly (string | number | undefined)[]) => {
    const call = words.filter((word) => word !== undefined).join(' ')
    calls.push(call)
    return view('done', text`${call}`)
  }
  return {
    calls,
    list: async (shelf) =>
      plans.filter(({ plan }) => shelves[shelf]?.includes(plan.id) ?? shelves[shelf] === undefined),
    find: async (id) => {
      const found = plans.find(({ plan }) => plan.id === id)
      if (found) return found
      throw new NotFoundError('no-such-plan', text`There is no plan ${code(id)}.`)
    },
    lastHere: async () => last,
    vote: (id, choice, reason) => did('vote', id, choice, reason),
    cancel: (id, reason) => did('cancel', id, reason),
    extend: (id, byMs) => did('extend', id, byMs),
    keep: (id) => did('keep', id),
    closeReview: (id, note) => did('review', id, note),
    show: (id) => did('show', id),
  }
}
