import { defineQuery } from '../src/core/command.ts'
import { incidentIdArgument } from '../src/core/words/arguments/incident-id-argument.ts'
import { REVISIONS, TYPED } from '../src/core/kinds/needs.ts'

/** `actions`: what the one who asks may do about an incident. */
export const actions = defineQuery({
  name: 'actions',
  summary: 'Show what you may do about an incident',
  details:
    'As buttons, each for words that take their usual road: a change is planned, judged and, where the policy says so, approved first. What you may not do is left out.',
  parameters: { id: incidentIdArgument('the incident, as its message shows it') },
  needs: [TYPED, REVISIONS],
  examples: ['actions 8f3c21aa'],
  cluster: false,
  access: async () => [],
  run: ({ id }, { desk }) => desk.incidents.actions(id),
})
