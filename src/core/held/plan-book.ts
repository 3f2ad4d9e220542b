import type { AuditEntry } from '../audit.ts'
import type { Delivery } from '../delivery.ts'
import type { HeldPlan, HeldState } from './held-plan.ts'

/** One plan's next state. `expected` is the version it must still have; `new` puts it in. */
export type PlanWrite = { readonly expected: number | 'new'; readonly next: HeldPlan }

/** What happens together or not at all: plans' next states, their records, and the messages that tell them. */
export type Step = {
  readonly plans: readonly PlanWrite[]
  readonly records: readonly AuditEntry[]
  readonly deliveries: readonly Delivery[]
  /**
   * The same words about the same objects by the same person within `withinMs` are one change: the step is not made
   * when the newest executing or ended (not refused) plan of this key has these words and is that young.
   */
  readonly once?: { readonly key: string; readonly words: string; readonly withinMs: number }
}

export type StepResult =
  /** Numbers of the records, in order. */
  | { readonly kind: 'done'; readonly seqs: readonly number[] }
  /** Somebody else was first: one of the plans is no longer as expected. Read again. */
  | { readonly kind: 'stale' }
  /** The same said twice: by `once`, or a new plan whose `said` is known. */
  | { readonly kind: 'repeated'; readonly by: HeldPlan }

export type PlanQuery = {
  readonly states?: readonly HeldState[]
  readonly cluster?: string
  /** Kubernetes user of the requester. */
  readonly requester?: string
  readonly channelId?: string
  /** Only with an open review. */
  readonly openReview?: boolean
  /** Only those whose `until`, `dueAt` or runner's time is over by then. */
  readonly dueBy?: Date
  /** Only those about this object, by uid. */
  readonly uid?: string
  readonly limit: number
}

/** Port: plans in the store. All throw UnavailableError while the store is away. */
export type PlanBook = {
  find(id: string): Promise<HeldPlan | undefined>
  /** Newest first. */
  list(query: PlanQuery): Promise<readonly HeldPlan[]>
  /** All or nothing, durable when it resolves. `next.version` is set by the store. */
  commit(step: Step): Promise<StepResult>
  /** Time as the store has seen it: never earlier than anything it holds, also when a clock was set back. */
  now(): Promise<Date>
}
