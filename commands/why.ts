import { type Desk, defineQuery } from '../src/core/command.ts'
import { bold, code, text, time } from '../src/core/text.ts'
import { type Part, type View, view } from '../src/core/view.ts'
import { incidentIdArgument } from '../src/core/words/arguments/incident-id-argument.ts'
import { optional } from '../src/core/words/parameters.ts'

/** `why`: the last refusal, as it was told, or why an incident came where it is. */
export const why = defineQuery({
  name: 'why',
  summary: 'Explain a refusal, or why an incident came here',
  details:
    'With the id of an incident, and in the thread of one: which route brought it there, what the other routes say, and whether quiet hours, a mute or a storm had their say. Otherwise the last thing that was refused to you.',
  parameters: {
    id: optional(incidentIdArgument('the incident, as its message shows it')),
  },
  examples: ['why', 'why 8f3c21aa'],
  cluster: false,
  access: async () => [],
  run: async ({ id }, { desk }) => (await desk.incidents.why(id)) ?? lastRefusal(desk),
})

function lastRefusal(desk: Desk): View {
  const refusal = desk.lastRefusal()
  if (!refusal) {
    return view('plain', text`${bold('Nothing was refused to you')} since Deckwatch started.`, [
      { part: 'note', text: text`${code('can-i scale deploy/web')} tells before you try.` },
    ])
  }
  const said: Part = {
    part: 'text',
    text: text`You said ${code(`${desk.invocation} ${refusal.words}`)} ${time(refusal.at)}.`,
  }
  const rule: Part = {
    part: 'note',
    text: text`As it was then; rules may have changed since. ${code('whoami')} shows who you are here.`,
  }
  return { ...refusal.view, parts: [said, ...refusal.view.parts, rule] }
}
