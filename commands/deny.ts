import { defineDecision } from '../src/core/command.ts'
import { freeTextArgument } from '../src/core/words/arguments/free-text-argument.ts'
import { planIdArgument } from '../src/core/words/arguments/plan-id-argument.ts'

/** `deny`: a vote against a plan that waits. */
export const deny = defineDecision({
  name: 'deny',
  summary: 'Vote against a plan that waits for approval',
  details: 'The requester is told who denied it and why.',
  parameters: {
    id: planIdArgument('the plan, as its card shows it'),
    reason: freeTextArgument('REASON', 'why; the requester reads it'),
  },
  examples: ['deny 8f3c21aa not before the sale ends', 'deny 8f3c21aa "wrong cluster"'],
  run: ({ id, reason }, { desk }) => desk.plans.vote(id, 'deny', reason),
})
