import { parse } from '@bufbuild/cel'
import { planExpression } from './plan-expression.ts'
import { pathOf, walk } from './expression-tree.ts'
import type { Language, Values } from './language.ts'

export type Evaluated<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string }

export type CompiledExpression<T> = {
  /** Never throws, always ends: patterns are RE2's, and macros do not nest. */
  evaluate(variables: Values): Evaluated<T>
  /** The variables it names. */
  readonly names: ReadonlySet<string>
}

/** What a `when` needs; what gives text for people is the same with a text. */
export const compileYesNo = (source: string, language: Language): CompiledExpression<boolean> =>
  compile<boolean>(source, language, (value) =>
    typeof value === 'boolean'
      ? { ok: true, value }
      : { ok: false, problem: 'it gives neither yes nor no' },
  )

export const compileText = (source: string, language: Language): CompiledExpression<string> =>
  compile<string>(source, language, (value) =>
    typeof value === 'string' ? { ok: true, value } : { ok: false, problem: 'it gives no text' },
  )

/** Compiles once what the lint let through. */
function compile<T>(
  source: string,
  { environment }: Language,
  read: (value: unknown) => Evaluated<T>,
): CompiledExpression<T> {
  const { expr } = parse(source)
  const run = planExpression(expr, environment)
  const names = new Set([...walk(expr)].flatMap((step) => pathOf(step.expr)?.[0] ?? []))
  return {
    names,
    evaluate(variables) {
      const answer = run(variables)
      return answer.ok ? read(answer.value) : answer
    },
  }
}
