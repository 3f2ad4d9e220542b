import type { HeldState } from './held-plan.ts'

export const GOING_ON = [
  'waiting',
  'approved',
  'scheduled',
  'executing',
] as const satisfies readonly HeldState[]

/** Plans that are not over, of one state. */
export type PlanCount = {
  readonly state: (typeof GOING_ON)[number]
  readonly count: number
  /** When the oldest of them was asked for. */
  readonly oldest: Date
}

/** Port: how many plans the store holds that are not over. Throws UnavailableError. */
export type PlanCensus = () => Promise<readonly PlanCount[]>
