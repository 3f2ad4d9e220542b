import { defineDecision } from '../src/core/command.ts'
import { incidentIdArgument } from '../src/core/words/arguments/incident-id-argument.ts'

/** `unmute`: what was silenced is told again. */
export const unmute = defineDecision({
  name: 'unmute',
  summary: 'End a mute before its time',
  details: 'What is wrong by then is told at once.',
  parameters: { id: incidentIdArgument('the mute, as `mutes` shows it') },
  examples: ['unmute 8f3c21aa'],
  run: ({ id }, { desk }) => desk.incidents.unmute(id),
})
