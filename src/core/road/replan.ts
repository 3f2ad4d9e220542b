import type { Actor } from '../actor.ts'
import type { ClusterSession } from '../cluster.ts'
import type { Change } from '../command.ts'
import { ConflictError } from '../errors.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { Plan } from '../plan.ts'
import type { Request } from '../request.ts'
import type { Clock, Ids } from '../seams.ts'
import { time, text } from '../text.ts'
import type { Verdict } from '../verdict.ts'
import { findCommand } from '../words/find-command.ts'
import { spellWords } from '../words/spell-words.ts'
import { tokenize } from '../words/tokenize.ts'
import { withoutProgram } from '../words/without-program.ts'
import { breakGlassVerdict } from './break-glass.ts'
import { changeBehind } from './change-words.ts'
import { readChange } from './common-flags.ts'
import { verdictOn } from './gates.ts'
import { makePlan, type Terms } from './make-plan.ts'
import { openFor, type OpeningParts } from './opening.ts'

/** What the same words come to now. */
export type Replanned = {
  readonly plan: Plan
  readonly verdict: Verdict
  readonly session: ClusterSession
}

/** Plans the same words again, as that person, judged anew. Throws what planning throws; never for the verdict. */
export type Replan = (held: HeldPlan, actor: Actor, signal: AbortSignal) => Promise<Replanned>

export function createReplan(parts: OpeningParts & { readonly ids: Ids }): Replan {
  return async (held, actor, signal) => {
    const words = wordsOf(held, parts)
    const request = requestOf({ held, actor, words }, parts.clock)
    const { command, rest, isAround } = readWords(spoken(words), parts)
    const { args, flags } = readChange(command, rest)
    const opening = { request, signal, named: held.plan.cluster, needsCluster: true }
    const { context, session } = openFor(opening, parts)
    const terms = termsOf(held.plan)
    const plan = await makePlan({ command, args, context, terms, isAround }, parts.ids, () => {})
    const verdict = isAround
      ? breakGlassVerdict(flags.reason ?? '')
      : verdictOn(plan, context.desk.facts, context.desk.judge)
    return { plan, verdict, session }
  }
}

type Meaning = {
  readonly command: Change
  readonly rest: readonly string[]
  readonly isAround: boolean
}

function readWords(
  words: readonly string[],
  { commands }: Pick<OpeningParts, 'commands'>,
): Meaning {
  const { command, rest } = findCommand(commands, words)
  if (command.kind === 'change') return { command, rest, isAround: false }
  if (command.kind === 'override') return { ...changeBehind(commands, rest), isAround: true }
  throw new ConflictError('no-change', text`These words are no change any more.`)
}

const spoken = (words: string) => withoutProgram(tokenize(words))

/** `undo` alone means the last change: by now that may be another one, so the id is put in. */
function wordsOf({ plan }: HeldPlan, parts: OpeningParts): string {
  const words = spoken(plan.words)
  const { undoes } = plan
  if (undoes === undefined || words.includes(undoes)) return plan.words
  const { rest } = readWords(words, parts)
  return spellWords([...words.slice(0, words.length - rest.length), undoes, ...rest])
}

type Saying = { readonly held: HeldPlan; readonly actor: Actor; readonly words: string }

const requestOf = ({ held, actor, words }: Saying, clock: Clock): Request => ({
  id: held.plan.requestId,
  place: held.place,
  words,
  via: 'button',
  actor,
  at: clock.now(),
})

/** The moment was understood when it was said: `+3h` means no other one now. */
function termsOf({ reason, forMs, at }: Plan): Terms {
  return {
    reason,
    forMs,
    at: at === undefined ? undefined : { moment: at, said: text`${time(new Date(at))}` },
  }
}
