import type { Decision, Desk } from '../../src/core/command.ts'
import { parseArgs } from '../../src/core/words/parse-args.ts'
import { tokenize } from '../../src/core/words/tokenize.ts'
import { commandContext } from '../support/command-context.ts'
import { fakeIncidentDesk } from '../support/fake-incident-desk.ts'

/** Says words to a decision about incidents, as Jane would: what the desk was asked. Rejects for bad words. */
export async function askIncidents(decision: Decision, words: string, desk: Partial<Desk> = {}) {
  const incidents = fakeIncidentDesk()
  const context = commandContext({
    words: `${decision.name} ${words}`,
    desk: { incidents, ...desk },
  })
  await decision.run(parseArgs(decision, tokenize(words)), context)
  return incidents.calls
}
