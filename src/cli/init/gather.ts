import { UsageError } from '../../core/errors.ts'
import { code, join, text } from '../../core/text.ts'
import type { Asker } from '../asker.ts'
import { type Answers, problemOf, type Question, type Surroundings } from './question.ts'
import { questions } from './questions.ts'

type Given = {
  /** What options said. */
  readonly flags: Partial<Answers>
  readonly around: Surroundings
  /** Undefined when nobody is asked. */
  readonly asker: Asker | undefined
}

/**
 * An answer to every question: from an option, from the person at the terminal, or the usual one. Throws UsageError
 * with all that cannot be taken or is missing.
 */
export async function gatherAnswers({ flags, around, asker }: Given): Promise<Answers> {
  mustBeRight(flags, around)
  const answers: Partial<Record<keyof Answers, string>> = {}
  const missing: Question[] = []
  for (const question of questions) {
    const answer = flags[question.key] ?? (await answerOf(question, { answers, around, asker }))
    if (answer === undefined) missing.push(question)
    answers[question.key] = answer ?? ''
  }
  if (missing.length > 0) throw unsaid(missing)
  return answers as Answers
}

type Asked = Omit<Given, 'flags'> & { readonly answers: Partial<Answers> }

async function answerOf(question: Question, { answers, around, asker }: Asked) {
  const usual = question.usual?.(answers, around)
  if (question.isDue?.(answers, around) === false) return usual ?? ''
  if (!asker) return usual
  const choices = question.choices?.(around)
  const asked = { ask: question.ask, ...(usual !== undefined && { usual }) }
  const problem = (typed: string) => problemOf(question, typed.trim(), around)
  const answer = choices
    ? await asker.choose({ ...asked, choices })
    : await asker.type({ ...asked, problem })
  if (answer === undefined)
    throw new UsageError('broken-off', text`Broken off: nothing was written.`)
  return answer
}

function mustBeRight(flags: Partial<Answers>, around: Surroundings): void {
  const problems = questions.flatMap((question) => {
    const said = flags[question.key]
    const problem = said === undefined ? undefined : problemOf(question, said, around)
    return problem === undefined
      ? []
      : [text`${code(nameOf(question))}: ${code(said ?? '')} ${problem}`]
  })
  if (problems.length > 0) throw new UsageError('bad-answer', join(problems, '; '))
}

const unsaid = (missing: readonly Question[]) =>
  new UsageError(
    'missing-answer',
    text`Nobody is asked here, so say ${join(
      missing.map(({ flag }) => [code(flag)]),
      ' and ',
    )}.`,
  )

const nameOf = ({ flag }: Question) => flag.split(' ')[0] ?? flag
