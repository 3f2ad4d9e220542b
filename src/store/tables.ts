/** What the store holds. Portable types only: text, integer, JSON as text, times as ISO 8601 in UTC. */
export type Tables = {
  /** The end of the audit trail; its one row is what writers queue up for. */
  readonly audit_head: { readonly id: number; readonly seq: number; readonly hash: string }
  /** Never updated, never deleted. `body` is what the hash is over; the columns after it are for finding. */
  readonly audit: AuditRow
  /** Which objects a record is about, for finding. */
  readonly audit_objects: AuditObjectRow
  /** One row: what steps queue up for, and the latest time that any of them saw. */
  readonly store_time: StoreTimeRow
  /** Steps that were made, for a writer whose answer was lost on the way. */
  readonly steps: { readonly id: string; readonly seqs: string; readonly at: string }
  /** `body` is the plan; the columns beside it are for finding. */
  readonly plans: PlanRow
  readonly plan_targets: { readonly plan_id: string; readonly uid: string }
  readonly deliveries: DeliveryRow
  /** `body` is the incident; the columns beside it are for finding. */
  readonly incidents: IncidentRow
  readonly mutes: { readonly id: string; readonly until: string; readonly body: string }
  /** `body` is the alert; the columns beside it are for finding. */
  readonly alerts: AlertRow
  readonly offers: { readonly id: string; readonly at: string; readonly body: string }
}

type StoreTimeRow = {
  readonly id: number
  /** Grows with each step. */
  readonly turn: number
  readonly at: string
  /** Number of the last record that was sent out as a checkpoint, and when. */
  readonly checkpoint: number
  readonly checkpoint_at: string
  /** Until when somebody looked at what is watched. */
  readonly looked_at: string
}

export type PlanRow = {
  readonly id: string
  readonly version: number
  /** Of the step that put it in. */
  readonly turn: number
  readonly state: string
  readonly cluster: string
  readonly requester: string
  readonly channel: string
  readonly created_at: string
  readonly updated_at: string
  /** The first moment at which somebody must look at it. */
  readonly due: string | null
  readonly said: string | null
  readonly once_key: string | null
  readonly open_review: number
  readonly body: string
}

export type IncidentRow = {
  readonly id: string
  readonly version: number
  /** Of the step that put it in. */
  readonly turn: number
  readonly key: string
  readonly state: string
  readonly cluster: string
  readonly digest: string | null
  readonly resolved_at: string | null
  readonly body: string
}

export type AlertRow = {
  readonly cluster: string
  readonly fingerprint: string
  readonly state: string
  readonly starts_at: string
  readonly ends_at: string | null
  readonly heard_at: string
  readonly body: string
}

export type DeliveryRow = {
  readonly key: string
  /** Of the step since which it is not as it should be, and its place in that step. */
  readonly turn: number
  readonly position: number
  readonly revision: number
  /** The newest revision that Slack shows. */
  readonly delivered: number
  readonly address: string
  /** Key of the delivery in whose thread it belongs. */
  readonly parent: string | null
  /** The channel or person it is addressed to; nothing for a thread of another delivery. */
  readonly place: string
  /** Less goes first. */
  readonly urgency: number
  readonly view: string
  /** The work that has it to say, as JSON; nothing where that is not known. */
  readonly origin: string
  readonly channel: string | null
  readonly ts: string | null
  readonly thread_ts: string | null
  readonly attempts: number
  readonly next_at: string
  readonly claimed_until: string
  readonly claimed_by: string
  /** Since when Slack may have it, unnoticed. */
  readonly tried_at: string
  /** Not zero: it is edited where it is found, and never posted. */
  readonly withdrawn: number
  /** Why Slack refuses it for good. */
  readonly given_up: string | null
  readonly updated_at: string
}

export type AuditRow = {
  readonly seq: number
  readonly prev_hash: string
  readonly hash: string
  readonly body: string
  readonly kind: string
  readonly at: string
  readonly cluster: string
  readonly slack_user: string
  readonly kube_user: string
  readonly plan_id: string
  readonly request: string
}

export type AuditObjectRow = {
  readonly seq: number
  readonly position: number
  readonly api_group: string
  readonly resource: string
  readonly namespace: string
  readonly name: string
}
