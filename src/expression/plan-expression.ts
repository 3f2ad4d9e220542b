import type { Values, Expr } from './language.ts'
import { type celEnv, isCelError, plan } from '@bufbuild/cel'

export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: string }

type Environment = ReturnType<typeof celEnv>

/** Readies one expression to be asked many times. Never throws: what goes wrong is the answer. */
export function planExpression(
  expr: Expr,
  environment: Environment,
): (variables: Values) => Answer {
  const run = attempt(() => plan(environment, expr))
  if (!run.ok) return () => run
  return (variables) => {
    const result = attempt(() => run.value(variables))
    if (!result.ok || !isCelError(result.value)) return result
    return { ok: false, problem: result.value.message }
  }
}

type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string }

function attempt<T>(work: () => T): Attempt<T> {
  try {
    return { ok: true, value: work() }
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) }
  }
}
