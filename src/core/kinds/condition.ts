import { z } from 'zod'

/** One line of `status.conditions`, as nearly every kind has them. */
export const Condition = z.looseObject({
  type: z.string(),
  status: z.string(),
  reason: z.string().nullish(),
  message: z.string().nullish(),
  lastTransitionTime: z.string().nullish(),
})
export type Condition = z.infer<typeof Condition>

export const conditionOf = (
  conditions: readonly Condition[] | null | undefined,
  type: string,
): Condition | undefined => conditions?.find((condition) => condition.type === type)
