import { createHolding } from '../../core/windows/holding.ts'
import type { TimeWindow } from '../../core/windows/time-window.ts'
import type { Quiet } from '../incidents/world.ts'
import type { EscalationStep } from './route-settings.ts'
import type { RoutingSettings } from './routed.ts'

/** What the routes of the configuration say about time, by their names; an unknown name says nothing. */
export type RouteTimes = {
  quiet(route: string, at: Date): Quiet | undefined
  escalation(route: string): readonly EscalationStep[]
}

export function createRouteTimes({ routes, quietHours = {} }: RoutingSettings): RouteTimes {
  const byName = new Map(routes.flatMap((route) => (route.name ? [[route.name, route]] : [])))
  const hours = new Map(
    Object.entries(quietHours).map(([name, { windows, breaksThrough }]) => [
      name,
      { holdsAt: createHoldsAt(windows), breaksThrough },
    ]),
  )
  return {
    quiet(name, at) {
      const found = hours.get(byName.get(name)?.quiet ?? '')
      const held = found?.holdsAt(at)
      return found && held && { breaksThrough: found.breaksThrough, ...held }
    },
    escalation: (name) => byName.get(name)?.escalate ?? [],
  }
}

/** Thousands of incidents are asked about at the same moment. */
function createHoldsAt(windows: readonly TimeWindow[]) {
  const holding = createHolding(windows)
  let last: { readonly at: number; readonly held: ReturnType<typeof holding> } | undefined
  return (at: Date) => {
    if (last?.at !== at.getTime()) last = { at: at.getTime(), held: holding(at) }
    return last.held
  }
}
