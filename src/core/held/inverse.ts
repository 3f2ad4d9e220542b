import type { Effect, Plan } from '../plan.ts'

/** What takes a plan back: the same objects, what was written tested, what was read before put in its place. */
export const inverseEffects = ({ effects }: Pick<Plan, 'effects'>): readonly Effect[] =>
  effects.map(inverseEffect)

/** The same for one call. */
export const inverseEffect = ({ patch, inverse, changes, ...effect }: Effect): Effect => ({
  ...effect,
  patch: inverse,
  inverse: patch,
  changes: changes.map(({ field, before, after }) => ({ field, before: after, after: before })),
})
