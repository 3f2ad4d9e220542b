import type { Outcome } from '../outcome.ts'
import type { Plan } from '../plan.ts'
import { follow, type Followed, type FollowParts } from './follow.ts'

/**
 * Follows every target; the first that does not end well is the outcome of the whole. Undefined when the watching was
 * ended before that was known of all.
 */
export async function followAll(
  plan: Plan,
  generations: readonly number[],
  parts: FollowParts,
): Promise<Outcome | undefined> {
  const followed = plan.effects.flatMap((effect, i): Followed[] =>
    effect.follow === 'rollout'
      ? [{ target: effect.target, effect, generation: generations[i] ?? 0 }]
      : [],
  )
  const { followInstead } = plan
  const all = followInstead
    ? [{ target: followInstead, generation: followInstead.generation }]
    : followed
  const followedAll = await Promise.all(all.map((one) => follow(one, parts)))
  const outcomes = followedAll.filter((outcome) => outcome !== undefined)
  if (outcomes.length < all.length) return undefined
  const unhappy = outcomes.find(({ kind }) => kind !== 'rolled-out')
  return unhappy ?? slowest(outcomes) ?? { kind: 'applied' }
}

const slowest = (outcomes: readonly Outcome[]) =>
  outcomes.toSorted((a, b) => ('tookMs' in b ? b.tookMs : 0) - ('tookMs' in a ? a.tookMs : 0))[0]
