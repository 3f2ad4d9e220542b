/** What the store holds. Portable types only: text, integer, JSON as text, times as ISO 8601 in UTC. */
export type Tables = {
  /** The end of the audit trail; its one row is what writers queue up for. */
  readonly audit_head: { readonly id: number; readonly seq: number; readonly hash: string }
  /** Never updated, never deleted. `body` is what the hash is over; the columns after it are for finding. */
  readonly audit: AuditRow
  /** Which objects a record is about, for finding. */
  readonly audit_objects: AuditObjectRow
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
}

export type AuditObjectRow = {
  readonly seq: number
  readonly position: number
  readonly api_group: string
  readonly resource: string
  readonly namespace: string
  readonly name: string
}
