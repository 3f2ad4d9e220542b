import type { Facts, Freeze } from '../../src/core/judge.ts'
import { matchesAny } from '../../src/core/glob.ts'
import { createHolding } from '../../src/core/windows/holding.ts'
import type { FreezeDocument } from './policy.ts'

/** A freeze as it is told, while it holds on a cluster; undefined else. */
export type CompiledFreeze = (facts: Pick<Facts, 'cluster' | 'at'>) => Freeze | undefined

/** Readies the telling of a freeze; what it denies or asks is judged by the rule it is as well. */
export function compileFreeze(freeze: FreezeDocument): CompiledFreeze {
  const { name, reason, effect, windows, clusters = ['*'], environments = ['*'] } = freeze
  const holding = createHolding(windows)
  return ({ cluster, at }) => {
    const concerns =
      matchesAny(clusters, cluster.name) && matchesAny(environments, cluster.environment)
    const held = concerns ? holding(at) : undefined
    return held && { name, reason, effect, ...held }
  }
}
