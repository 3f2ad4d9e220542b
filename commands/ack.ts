import { defineDecision } from '../src/core/command.ts'
import { incidentIdArgument } from '../src/core/words/arguments/incident-id-argument.ts'

/** `ack`: somebody looks after an incident. */
export const ack = defineDecision({
  name: 'ack',
  aliases: ['acknowledge'],
  summary: 'Say that you look after an incident',
  details: 'Its message shows your name, so that nobody else has to begin.',
  parameters: { id: incidentIdArgument('the incident, as its message shows it') },
  examples: ['ack 8f3c21aa'],
  run: ({ id }, { desk }) => desk.incidents.acknowledge(id),
})
