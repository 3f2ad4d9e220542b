import type { SlackPerson } from '../actor.ts'
import type { FieldChange, Plan } from '../plan.ts'
import type { Place } from '../request.ts'
import type { Text } from '../text.ts'
import type { Origin } from '../tracer.ts'
import type { Verdict } from '../verdict.ts'

/**
 * How far a plan has come.
 * waiting: for votes. approved: the votes are there, nothing was sent. scheduled: for its moment. executing: the intent
 * is on record and a process is at it. ended: see `outcome`. denied, cancelled, expired, void: see `closed`.
 */
export type HeldState =
  | 'waiting'
  | 'approved'
  | 'scheduled'
  | 'executing'
  | 'ended'
  | 'denied'
  | 'cancelled'
  | 'expired'
  | 'void'

/** A person who voted, cancelled or closed something, as they were then. */
export type Voter = SlackPerson & {
  readonly name: string
  /** Kubernetes user: one vote for each, whatever the Slack account. */
  readonly user: string
}

export type Vote = {
  readonly voter: Voter
  readonly choice: 'approve' | 'deny'
  readonly reason?: string
  readonly at: string
  /** Names of the approver groups it counted for when it was last counted; none when it no longer counts. */
  readonly groups: readonly string[]
}

/** A plan that the store holds, with all that happened to it. Plain data; every step of it is a compare-and-swap. */
export type HeldPlan = {
  readonly plan: Plan
  readonly state: HeldState
  /** Grows by one with each step; 0 before the first is stored. */
  readonly version: number
  /** Where it was asked for. */
  readonly place: Place
  /** Slack's id of the saying that asked for it; no two plans have the same. */
  readonly said?: string
  /** The work that asked for it, and that of each vote. */
  readonly origins?: readonly Origin[]
  /** Environment of its cluster, as shown. */
  readonly environment: string
  readonly production: boolean
  /** What let it be held or run. An `ask` carries the requirement that the votes are for. */
  readonly verdict: Verdict
  /** What policy says of taking it back, when `plan.forMs` is set, is part of `verdict` already. */
  readonly votes: readonly Vote[]
  readonly createdAt: string
  readonly updatedAt: string
  /** waiting: until when. approved and scheduled: until when it may be begun. */
  readonly until?: string
  /** scheduled: when. */
  readonly dueAt?: string
  /** executing: which process, and until when it is believed to be at it. */
  readonly runner?: { readonly id: string; readonly until: string }
  /** executing: the cluster accepted all of it; what comes of it is still to be seen. */
  readonly accepted?: Accepted
  /** Number of the intent on the audit trail. */
  readonly intentSeq?: number
  readonly outcome?: HeldOutcome
  readonly closed?: { readonly by?: Voter; readonly why: Text; readonly at: string }
  /** This one takes back the temporary change of that id, when its time is over. */
  readonly revertOf?: string
  /** The held revert of this temporary change. */
  readonly revertId?: string
  /** It was asked for anew when the one of that id became void. */
  readonly replaces?: string
  readonly replacedBy?: string
  /** What was asked for before, when it replaces a plan that became void, and why that one did. */
  readonly formerly?: { readonly changes: readonly FieldChange[]; readonly why: Text }
  /** Slack ids of those who were asked directly for their vote. */
  readonly told?: readonly string[]
  /** What else its change would touch, as read when it was held. */
  readonly radius?: readonly { readonly name: string; readonly value: Text }[]
  /** Break-glass was used: open until somebody else closes it. */
  readonly review?: {
    readonly state: 'open' | 'closed'
    readonly by?: Voter
    readonly note?: string
    readonly at?: string
  }
}

/** What the writes of a plan gave: whoever follows it, in whatever process, goes on from here. */
export type Accepted = {
  readonly at: string
  readonly auditIds: readonly string[]
  /** The generations that the writes made, one for each effect. */
  readonly generations: readonly number[]
}

/** How it ended, without what is only of the moment. `kind` is an Outcome's. */
export type HeldOutcome = {
  readonly kind: string
  readonly why?: string
  readonly at: string
  readonly auditIds: readonly string[]
  /** The generations that the writes made, one for each effect: anything later is drift. */
  readonly generations?: readonly number[]
}

/** Nothing was sent, and it may still come to that. */
export const isPending = ({ state }: HeldPlan): boolean =>
  state === 'waiting' || state === 'approved' || state === 'scheduled'

/** Its time is over: it can only expire. */
export const isOver = ({ until }: HeldPlan, at: Date): boolean =>
  until !== undefined && Date.parse(until) <= at.getTime()
