import { defineDecision } from '../src/core/command.ts'
import { freeTextArgument } from '../src/core/words/arguments/free-text-argument.ts'
import { planIdArgument } from '../src/core/words/arguments/plan-id-argument.ts'

/** `review`: somebody else looked at a use of break-glass. */
export const review = defineDecision({
  name: 'review',
  summary: 'Close the review of a use of break-glass',
  details: 'By a reviewer whom the policy names, never by who used it. The note is kept.',
  parameters: {
    id: planIdArgument('the plan that was run around policy'),
    note: freeTextArgument('NOTE', 'what you found'),
  },
  examples: ['review 8f3c21aa incident 4711, looked right to us'],
  run: ({ id, note }, { desk }) => desk.plans.closeReview(id, note),
})
