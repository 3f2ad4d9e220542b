import type { Decision } from '../../src/core/command.ts'
import { parseArgs } from '../../src/core/words/parse-args.ts'
import { tokenize } from '../../src/core/words/tokenize.ts'
import { linesOf } from '../support/ask-command.ts'
import { commandContext } from '../support/command-context.ts'
import { fakePlanDesk } from '../support/fake-plan-desk.ts'

/** Says words to a decision, as Jane would: what the desk was asked, and the answer. Rejects for bad words. */
export async function askDecision(decision: Decision, words: string) {
  const plans = fakePlanDesk()
  const context = commandContext({ words: `${decision.name} ${words}`, desk: { plans } })
  const view = await decision.run(parseArgs(decision, tokenize(words)), context)
  return { calls: plans.calls, lines: linesOf(view) }
}
