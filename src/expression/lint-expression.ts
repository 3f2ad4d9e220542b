import { parse } from '@bufbuild/cel'
import { nearest } from '../core/words/suggest.ts'
import { planExpression } from './plan-expression.ts'
import { pathOf, walk, type Step } from './expression-tree.ts'
import type { Language, Wanted, Expr } from './language.ts'

export type Mistake = { readonly message: string; readonly offset: number }

const MOST_CHARACTERS = 2000
const MOST_PARTS = 400

const FUNCTIONS =
  `size startsWith endsWith contains matches int uint double string bool bytes type dyn
  timestamp duration getHours getMinutes getSeconds getMilliseconds getDayOfWeek getDate getDayOfMonth
  getDayOfYear getMonth getFullYear`.split(/\s+/)

/** Every mistake that can be seen without real facts: the library's own type checker is not exported. */
export function lintExpression(source: string, language: Language, wanted: Wanted): Mistake[] {
  if (source.length > MOST_CHARACTERS) {
    return [{ message: `is longer than ${MOST_CHARACTERS} characters`, offset: 0 }]
  }
  const parsed = tryParse(source)
  if ('message' in parsed) return [parsed]
  const offsetOf = (expr: Expr) => parsed.sourceInfo?.positions[String(expr.id)] ?? 0
  const steps = [...walk(parsed.expr)]
  if (steps.length > MOST_PARTS)
    return [{ message: `has more than ${MOST_PARTS} parts`, offset: 0 }]
  const mistakes = steps.flatMap((step) =>
    [checkPath(step, language), checkFunction(step), checkNesting(step)]
      .filter((message) => message !== undefined)
      .map((message) => ({ message, offset: offsetOf(step.expr) })),
  )
  const more = language.check?.(parsed.expr) ?? []
  mistakes.push(...more.map(({ message, expr }) => ({ message, offset: offsetOf(expr) })))
  if (mistakes.length > 0) return mistakes
  // Only sound names make it worth running.
  const failure = rehearse({ steps, whole: parsed.expr, language, wanted })
  return failure
    ? [{ message: failure.message, offset: failure.expr ? offsetOf(failure.expr) : 0 }]
    : []
}

function tryParse(source: string): ReturnType<typeof parse> | Mistake {
  try {
    return parse(source)
  } catch (error) {
    const at = /^<input>:(\d+):(\d+): (.*)$/s.exec(error instanceof Error ? error.message : '')
    const [, line = '1', column = '1', said = 'cannot be read'] = at ?? []
    const before = source.split('\n').slice(0, Number(line) - 1)
    const offset = before.reduce((sum, text) => sum + text.length + 1, Number(column) - 1)
    // The parser lists all that could have come instead: a dozen names that help nobody.
    const brief = said.replace(/ but expecting .{40,}$/s, ' where that cannot be')
    return { message: `is not CEL: ${brief} (at character ${offset + 1})`, offset }
  }
}

function checkPath({ expr, bound }: Step, { fields: all }: Language): string | undefined {
  const path = pathOf(expr) ?? []
  const [variable, field] = path
  if (variable === undefined || bound.has(variable)) return undefined
  if (Object.hasOwn(all, variable))
    return path.length === 2 ? checkField(variable, field, all[variable]) : undefined
  // Said once, for the variable itself and not for each of its fields.
  return field === undefined ? unknown('variable', variable, Object.keys(all)) : undefined
}

function checkField(variable: string, field = '', fields: Language['fields'][string] = 'any') {
  if (fields === 'none') return `${variable} has no fields`
  if (fields === 'any' || fields.includes(field)) return undefined
  const known = fields.map((one) => `${variable}.${one}`)
  return unknown('field', `${variable}.${field}`, known)
}

function checkFunction({ expr: { exprKind } }: Step): string | undefined {
  if (exprKind.case !== 'callExpr') return undefined
  const name = exprKind.value.function
  const isOperator = !/^[a-z]/i.test(name)
  return isOperator || FUNCTIONS.includes(name) ? undefined : unknown('function', name, FUNCTIONS)
}

/** Loops inside loops are where an expression could take long. */
function checkNesting({ expr: { exprKind }, bound }: Step): string | undefined {
  return exprKind.case === 'comprehensionExpr' && bound.size > 0
    ? 'a macro (exists, all, map, filter) inside another is not allowed'
    : undefined
}

function unknown(what: string, name: string, known: readonly string[]): string {
  const near = nearest(name, known)
  const advice = near.length > 0 ? `. Did you mean ${near.join(' or ')}?` : ''
  return `has no ${what} ${name}${advice || `, only ${known.join(', ')}`}`
}

type Rehearsal = {
  readonly steps: readonly Step[]
  readonly whole: Expr
  readonly language: Language
  readonly wanted: Wanted
}

const USELESS: Readonly<Record<Wanted, string>> = {
  boolean: 'gives no yes or no: compare it with something',
  string: 'gives no text: put it into string()',
}

/** Runs it, and each of its parts, on sample facts: wrong types, patterns and zones show themselves. */
function rehearse({
  steps,
  whole,
  language,
  wanted,
}: Rehearsal): { readonly message: string; readonly expr?: Expr } | undefined {
  const { environment } = language
  const samples = language.samples()
  for (const { expr, bound } of steps.toReversed()) {
    if (bound.size > 0) continue
    const run = planExpression(expr, environment)
    for (const sample of samples) {
      const answer = run(sample)
      if (!answer.ok && !mayHappen(answer.problem)) return { message: answer.problem, expr }
      if (answer.ok && expr === whole && typeof answer.value !== wanted)
        return { message: USELESS[wanted] }
    }
  }
  return undefined
}

/** What real facts may lack as well. */
export const mayHappen = (problem: string): boolean =>
  /not found|no such key|index out of/.test(problem)
