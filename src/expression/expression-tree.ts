import type { Expr } from './language.ts'

/** The parts of an expression, outermost first; what a macro's variable reaches is `bound`. */
export function* walk(expr: Expr, bound: ReadonlySet<string> = new Set()): Generator<Step> {
  yield { expr, bound }
  for (const [child, names] of childrenOf(expr)) yield* walk(child, new Set([...bound, ...names]))
}

export type Step = { readonly expr: Expr; readonly bound: ReadonlySet<string> }

/** `target.labels.tier` as its names; undefined for anything that does not begin with a variable. */
export function pathOf({ exprKind }: Expr): readonly string[] | undefined {
  if (exprKind.case === 'identExpr') return [exprKind.value.name]
  if (exprKind.case !== 'selectExpr' || !exprKind.value.operand) return undefined
  const above = pathOf(exprKind.value.operand)
  return above && [...above, exprKind.value.field]
}

/** Whatever begins with this variable, as names, each as far as it goes: `object.status.conditions`. */
export function* pathsFrom(
  variable: string,
  expr: Expr,
  bound: ReadonlySet<string> = new Set(),
): Generator<{ readonly path: readonly string[]; readonly expr: Expr }> {
  const path = pathOf(expr)
  if (path) {
    if (path[0] === variable && !bound.has(variable)) yield { path, expr }
    return
  }
  for (const [child, names] of childrenOf(expr))
    yield* pathsFrom(variable, child, new Set([...bound, ...names]))
}

type Child = readonly [expr: Expr, bound: readonly string[]]

function childrenOf({ exprKind }: Expr): Child[] {
  switch (exprKind.case) {
    case 'selectExpr':
      return free([exprKind.value.operand])
    case 'callExpr':
      return free([exprKind.value.target, ...exprKind.value.args])
    case 'listExpr':
      return free(exprKind.value.elements)
    case 'structExpr':
      return free(exprKind.value.entries.flatMap(({ keyKind, value }) => [keyOf(keyKind), value]))
    case 'comprehensionExpr': {
      const { iterRange, iterVar, accuVar, accuInit, loopCondition, loopStep, result } =
        exprKind.value
      const inside = free([accuInit, loopCondition, loopStep, result])
      const names = [iterVar, accuVar]
      return [...free([iterRange]), ...inside.map(([expr]): Child => [expr, names])]
    }
    default:
      return []
  }
}

type KeyKind = { readonly case: 'mapKey'; readonly value: Expr } | { readonly case: unknown }

const keyOf = (key: KeyKind): Expr | undefined =>
  key.case === 'mapKey' && 'value' in key ? key.value : undefined

const free = (exprs: readonly (Expr | undefined)[]): Child[] =>
  exprs.filter((expr) => expr !== undefined).map((expr): Child => [expr, []])
