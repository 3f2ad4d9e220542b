import { defineDecision } from '../src/core/command.ts'
import { incidentIdArgument } from '../src/core/words/arguments/incident-id-argument.ts'
import { code, text } from '../src/core/text.ts'
import { readSlackUser } from '../src/core/words/arguments/person-flag.ts'
import { misread, optional, positional, read, type Reading } from '../src/core/words/parameters.ts'

/** `assign`: somebody is to look after an incident. */
export const assign = defineDecision({
  name: 'assign',
  summary: 'Say who is to look after an incident',
  details:
    'Its message shows the name, and that person is told directly. Only somebody who may see the incident can be chosen.',
  parameters: {
    id: incidentIdArgument('the incident, as its message shows it'),
    to: optional(
      positional('PERSON', 'me, @name or a Slack user id; without it, you', ([word = '']) =>
        readAssignee(word),
      ),
    ),
  },
  examples: ['assign 8f3c21aa me', 'assign 8f3c21aa U0123456789'],
  run: ({ id, to = 'me' }, { desk }) => desk.incidents.assign(id, to),
})

function readAssignee(word: string): Reading<'me' | { readonly userId: string }> {
  if (word === 'me') return read('me')
  const userId = readSlackUser(word)
  if (userId !== undefined) return read({ userId })
  return misread(
    ...text`${code(word.slice(0, 60))} is neither ${code('me')}, nor a mention, nor a Slack user id`,
  )
}
