import { defineOverride } from '../src/core/command.ts'
import { positional, read } from '../src/core/words/parameters.ts'

/** `break-glass`: a change around policy, for the few who may, told to everybody. */
export const breakGlass = defineOverride({
  name: 'break-glass',
  summary: 'Make a change around the policy, in an emergency',
  details:
    'For people whom the policy lists. Rules, approvals and freezes do not hold it up; Kubernetes’ own access control still does. It needs --reason, is announced in the alarm channel, and its review stays open until somebody else closes it.',
  parameters: {
    change: positional('CHANGE…', 'the change, in the words you would use otherwise', (words) => ({
      ...read(words),
      used: words.length,
    })),
  },
  examples: [
    'break-glass scale deploy/web 0 -n shop --reason "incident 4711: it corrupts orders"',
    'break-glass rollback deploy/web -n shop --reason "incident 4711, nobody of platform answers"',
  ],
})
