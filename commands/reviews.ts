import { reviewButton } from '../src/core/cards/card-buttons.ts'
import { defineQuery } from '../src/core/command.ts'
import { bold, text } from '../src/core/text.ts'
import { view } from '../src/core/view.ts'
import { buttonsFor, detailsButton } from './plans/plan-buttons.ts'
import { planTable, sayWhen } from './plans/plan-rows.ts'

/** `reviews`: uses of break-glass that nobody has looked at yet. */
export const reviews = defineQuery({
  name: 'reviews',
  summary: 'Show uses of break-glass whose review is still open',
  parameters: {},
  examples: ['reviews'],
  cluster: false,
  access: async () => [],
  run: async (_args, { desk, clock }) => {
    const plans = await desk.plans.list('reviews')
    const title = text`${bold('open reviews')} · ${plans.length === 0 ? 'none' : plans.length}`
    if (plans.length === 0) return view('plain', title)
    const table = planTable(
      plans,
      ['Why', ({ plan }) => plan.reason ?? ''],
      ['When', ({ plan }) => sayWhen(plan.createdAt, clock.now())],
    )
    const buttons = buttonsFor(plans, (id) => [reviewButton(id), detailsButton(id)])
    return { ...view('attention', title, [table]), buttons }
  },
})
