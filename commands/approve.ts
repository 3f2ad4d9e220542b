import { defineDecision } from '../src/core/command.ts'
import { freeTextArgument } from '../src/core/words/arguments/free-text-argument.ts'
import { planIdArgument } from '../src/core/words/arguments/plan-id-argument.ts'
import { optional } from '../src/core/words/parameters.ts'

/** `approve`: a vote for a plan that waits. */
export const approve = defineDecision({
  name: 'approve',
  summary: 'Vote for a plan that waits for approval',
  details:
    'The vote is for the plan as its card shows it: when the object changes first, all votes are void. It can be changed until the plan is decided.',
  parameters: {
    id: planIdArgument('the plan, as its card shows it'),
    reason: optional(freeTextArgument('REASON', 'why, for the record')),
  },
  examples: ['approve 8f3c21aa', 'approve 8f3c21aa seen with the shop team'],
  run: ({ id, reason }, { desk }) => desk.plans.vote(id, 'approve', reason),
})
