import type { ClusterInfo } from '../cluster.ts'
import type { CommandContext } from '../command.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { Judge } from '../judge.ts'
import type { Scope, View } from '../view.ts'

/** Which cluster and environment an answer is about, and which freezes hold there: in every answer about one. */
export function scopeOf(
  { cluster, environment, production }: Pick<ClusterInfo, 'cluster' | 'environment' | 'production'>,
  { judge, at }: { readonly judge: Pick<Judge, 'freezes'>; readonly at: Date },
): Scope {
  const freezes = judge.freezes({ cluster: { name: cluster, environment }, at })
  const named = freezes.map(({ name, until }) => ({ name, ...(until && { until }) }))
  return { cluster, environment, production, ...(named.length > 0 && { freezes: named }) }
}

/** The same of a plan that is held. */
export function scopeOfHeld(
  { plan, environment, production }: HeldPlan,
  around: { readonly judge: Pick<Judge, 'freezes'>; readonly at: Date },
): Scope {
  return scopeOf({ cluster: plan.cluster, environment, production }, around)
}

/** The answer, with the scope of what was asked. */
export function scoped(answer: View, { cluster, desk, request }: Asked): View {
  const around = { judge: desk.judge, at: request.at }
  return { ...answer, scope: answer.scope ?? scopeOf(cluster.info, around) }
}

type Asked = Pick<CommandContext, 'cluster' | 'desk' | 'request'>
