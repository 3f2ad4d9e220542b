import type { Facts, Freeze } from '../../src/core/judge.ts'
import { matchesAny } from '../../src/core/glob.ts'
import { createWindow } from '../matching/time-window.ts'
import { endOfWindows } from '../matching/window-end.ts'
import type { FreezeDocument } from '../policy/policy.ts'

/** A freeze as it is told, while it holds on a cluster; undefined else. */
export type CompiledFreeze = (facts: Pick<Facts, 'cluster' | 'at'>) => Freeze | undefined

/** Readies the telling of a freeze; what it denies or asks is judged by the rule it is as well. */
export function compileFreeze(freeze: FreezeDocument): CompiledFreeze {
  const { name, reason, effect, windows, clusters = ['*'], environments = ['*'] } = freeze
  const inside = windows.map(createWindow)
  const endAfter = remembered((at) => endOfWindows(windows, at))
  return ({ cluster, at }) => {
    const concerns =
      matchesAny(clusters, cluster.name) && matchesAny(environments, cluster.environment)
    if (!concerns || !inside.some((window) => window(at))) return undefined
    const until = endAfter(at)
    return { name, reason, effect, ...(until && { until }) }
  }
}

const A_DAY = 86_400_000

/** The end stays the end until it comes; a year without one is looked at again the next day. */
function remembered(find: (at: Date) => Date | undefined): (at: Date) => Date | undefined {
  let known: { readonly from: number; readonly to: number; readonly until: Date | undefined } = {
    from: 0,
    to: 0,
    until: undefined,
  }
  return (at) => {
    const now = at.getTime()
    if (now >= known.from && now < known.to) return known.until
    const until = find(at)
    known = { from: now, to: until?.getTime() ?? now + A_DAY, until }
    return until
  }
}
