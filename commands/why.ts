import { defineQuery } from '../src/core/command.ts'
import { bold, code, text, time } from '../src/core/text.ts'
import { type Part, view } from '../src/core/view.ts'

/** `why`: the last refusal, as it was told. */
export const why = defineQuery({
  name: 'why',
  summary: 'Explain the last thing that was refused to you',
  parameters: {},
  examples: ['why'],
  cluster: false,
  access: async () => [],
  run: async (_args, { desk }) => {
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
  },
})
