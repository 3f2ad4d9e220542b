import { defineDecision } from '../src/core/command.ts'
import { planIdArgument } from '../src/core/words/arguments/plan-id-argument.ts'

/** `keep`: a temporary change stays for good. */
export const keep = defineDecision({
  name: 'keep',
  summary: 'Let a temporary change stay for good',
  details: 'It can still be undone by hand for as long as policy allows.',
  parameters: { id: planIdArgument('the temporary change, or the plan that takes it back') },
  examples: ['keep 8f3c21aa'],
  run: ({ id }, { desk }) => desk.plans.keep(id),
})
