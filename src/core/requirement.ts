/** People of whom some must agree: whoever is any of these, as policy names them. */
export type ApproverGroup = {
  /** What people call it; unique within one requirement. */
  readonly name: string
  /** So many approvals are enough. */
  readonly approve: number
  /** So many denials end it; 0 when this group's denials end nothing. */
  readonly deny: number
  /** Policy roles. */
  readonly roles: readonly string[]
  /** Slack user ids. */
  readonly users: readonly string[]
  /** Kubernetes groups of the mapped user. */
  readonly groups: readonly string[]
  /** Slack user group ids. */
  readonly usergroups: readonly string[]
}

/** What must be true before a plan runs that policy does not simply allow. Plain data: it is held with the plan. */
export type Requirement = {
  /** Every one of them must have agreed. None: only the requester's own reason or confirmation is wanted. */
  readonly groups: readonly ApproverGroup[]
  /** The requester must say why, in words that hold every pattern (see `Judge.reasonHolds`); `hint` says it for people. */
  readonly reason?: { readonly patterns: readonly string[]; readonly hint?: string }
  /** The requester must type this name. */
  readonly confirm?: 'cluster' | 'object'
  /** How long it may wait for votes, in ms. */
  readonly waitMs: number
  /** How long after the deciding vote it may still be begun, in ms. */
  readonly useMs: number
  /** Channel id of the card; default: where it was asked for. */
  readonly channel?: string
}
