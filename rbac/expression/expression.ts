import { parse } from '@bufbuild/cel'
import { z } from 'zod'
import { planExpression } from './expression-environment.ts'
import { lintExpression } from './expression-lint.ts'
import { pathOf, walk } from './expression-tree.ts'
import type { Variables } from './expression-variables.ts'

export type Evaluated =
  | { readonly ok: true; readonly value: boolean }
  | { readonly ok: false; readonly problem: string }

export type CompiledExpression = {
  /** Never throws, always ends: patterns are RE2's, and macros do not nest. */
  evaluate(variables: Variables): Evaluated
  /** The variables it names. */
  readonly names: ReadonlySet<string>
}

/** A CEL expression in a file, with every mistake that can be seen before it runs. */
export const Expression = z.string().superRefine((source, ctx) => {
  for (const { message, offset } of lintExpression(source)) {
    ctx.addIssue({ code: 'custom', message, params: { offset } })
  }
})

/** Compiles once what `Expression` let through. */
export function compileExpression(source: string): CompiledExpression {
  const { expr } = parse(source)
  const run = planExpression(expr)
  const names = new Set([...walk(expr)].flatMap((step) => pathOf(step.expr)?.[0] ?? []))
  return {
    names,
    evaluate(variables) {
      const answer = run(variables)
      if (!answer.ok) return answer
      return typeof answer.value === 'boolean'
        ? { ok: true, value: answer.value }
        : { ok: false, problem: 'it gives neither yes nor no' }
    },
  }
}
