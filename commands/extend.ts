import { defineDecision } from '../src/core/command.ts'
import { durationArgument } from '../src/core/words/arguments/amount-arguments.ts'
import { planIdArgument } from '../src/core/words/arguments/plan-id-argument.ts'

/** `extend`: a temporary change stays longer. */
export const extend = defineDecision({
  name: 'extend',
  summary: 'Let a temporary change stay for longer',
  parameters: {
    id: planIdArgument('the temporary change, or the plan that takes it back'),
    by: durationArgument('how much longer, as 1h'),
  },
  examples: ['extend 8f3c21aa 1h', 'extend 8f3c21aa 30m'],
  run: ({ id, by }, { desk }) => desk.plans.extend(id, by),
})
