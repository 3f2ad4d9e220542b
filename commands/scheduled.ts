import { defineQuery } from '../src/core/command.ts'
import { bold, text } from '../src/core/text.ts'
import { view } from '../src/core/view.ts'
import { buttonsFor, cancelButton, extendButton, keepButton } from './plans/plan-buttons.ts'
import { planTable, sayWhen } from './plans/plan-rows.ts'

/** `scheduled`: what will be done at a moment, reverts of temporary changes included. */
export const scheduled = defineQuery({
  name: 'scheduled',
  summary: 'Show what is scheduled, and which temporary changes go back when',
  parameters: {},
  examples: ['scheduled'],
  cluster: false,
  access: async () => [],
  run: async (_args, { desk, clock }) => {
    const plans = (await desk.plans.list('scheduled')).toSorted((a, b) =>
      (a.dueAt ?? '').localeCompare(b.dueAt ?? ''),
    )
    const title = text`${bold('scheduled')} · ${plans.length === 0 ? 'none' : plans.length}`
    if (plans.length === 0) return view('plain', title, [{ part: 'note', text: HOW }])
    const table = planTable(
      plans,
      ['When', ({ dueAt }) => sayWhen(dueAt, clock.now())],
      ['Why', ({ revertOf, plan }) => (revertOf ? `takes back ${revertOf}` : (plan.reason ?? ''))],
    )
    const buttons = buttonsFor(plans, (id, { revertOf }) =>
      revertOf ? [keepButton(id), extendButton(id)] : [cancelButton(id)],
    )
    return { ...view('waiting', title, [table]), buttons }
  },
})

const HOW = text`A change with --at waits for its moment; one with --for goes back by itself.`
