import { defineDecision } from '../src/core/command.ts'
import { incidentIdArgument } from '../src/core/words/arguments/incident-id-argument.ts'

/** `unassign`: nobody in particular is to look after an incident any more. */
export const unassign = defineDecision({
  name: 'unassign',
  summary: 'Take an incident from whom it is assigned to',
  parameters: { id: incidentIdArgument('the incident, as its message shows it') },
  examples: ['unassign 8f3c21aa'],
  run: ({ id }, { desk }) => desk.incidents.unassign(id),
})
