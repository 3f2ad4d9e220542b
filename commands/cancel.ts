import { defineDecision } from '../src/core/command.ts'
import { freeTextArgument } from '../src/core/words/arguments/free-text-argument.ts'
import { planIdArgument } from '../src/core/words/arguments/plan-id-argument.ts'
import { optional } from '../src/core/words/parameters.ts'

/** `cancel`: a plan that has not begun never will. */
export const cancel = defineDecision({
  name: 'cancel',
  summary: 'Call off a plan that waits or is scheduled',
  details: 'By who asked for it, or by somebody who could have denied it. What has begun goes on.',
  parameters: {
    id: planIdArgument('the plan, as its card shows it'),
    reason: optional(freeTextArgument('REASON', 'why, for the record')),
  },
  examples: ['cancel 8f3c21aa', 'cancel 8f3c21aa no longer needed'],
  run: ({ id, reason }, { desk }) => desk.plans.cancel(id, reason),
})
