import type { Change, Query } from '../../src/core/command.ts'
import { DeckwatchError } from '../../src/core/errors.ts'
import type { PlanDraft } from '../../src/core/plan.ts'
import { plain } from '../../src/core/text.ts'
import type { Part, View } from '../../src/core/view.ts'
import { parseArgs } from '../../src/core/words/parse-args.ts'
import { tokenize } from '../../src/core/words/tokenize.ts'
import { commandContext } from './command-context.ts'

type Wishes = Parameters<typeof commandContext>[0]

/** Says words to a query, as Jane would, and returns what it answered, needed and read. */
export async function askQuery(query: Query, words: string, wishes: Wishes = {}) {
  const context = commandContext({ ...wishes, words: `${query.name} ${words}`.trim() })
  const args = parseArgs(query, tokenize(words))
  const access = await query.access(args, context)
  return { view: await query.run(args, context), access, context }
}

/** Says words to a change, as Jane would, and returns its draft. */
export async function askPlan(
  change: Change,
  words: string,
  wishes: Wishes = {},
): Promise<PlanDraft> {
  const context = commandContext({ ...wishes, words: `${change.name} ${words}` })
  return change.plan(parseArgs(change, tokenize(words)), context)
}

/** The foreseen error that something ended with. */
export async function refusal(promise: Promise<unknown>): Promise<DeckwatchError> {
  const error = await promise.then(
    (value) => new Error(`expected a refusal, got ${JSON.stringify(value)}`),
    (caught: unknown) => caught,
  )
  if (error instanceof DeckwatchError) return error
  throw error
}

/** Everything a view says, as plain lines. */
export function linesOf(view: View): string[] {
  return [plain(view.title), ...view.parts.flatMap(partLines)]
}

function partLines(part: Part): string[] {
  switch (part.part) {
    case 'fields':
      return part.fields.map(({ name, value }) => `${name}: ${plain(value)}`)
    case 'table':
      return [part.table.columns, ...part.table.rows].map((row) => row.join(' | '))
    case 'output':
      return part.output.split('\n')
    case 'changes':
      return part.changes.map(({ field, before, after }) => `${field}: ${before} → ${after}`)
    default:
      return [`${part.part}: ${plain(part.text)}`]
  }
}
