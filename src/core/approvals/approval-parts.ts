import type { Identify } from '../actor.ts'
import type { Approvers } from '../approvers.ts'
import type { AuditLog } from '../audit.ts'
import type { Clusters } from '../cluster.ts'
import type { Messenger } from '../delivery.ts'
import type { PlanBook } from '../held/plan-book.ts'
import type { Judge } from '../judge.ts'
import type { Replan } from '../road/replan.ts'
import type { Clock, Ids, Log } from '../seams.ts'
import type { Trail } from '../trail.ts'

/** What approvals are built on. */
export type ApprovalParts = {
  readonly book: PlanBook
  readonly messenger: Messenger
  readonly clusters: Clusters
  readonly judge: Judge
  readonly approvers: Approvers
  readonly identify: Identify
  readonly audit: AuditLog
  readonly trail: Trail
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly invocation: string
  readonly replan: Replan
  /** The keeper looks now. */
  readonly wake: () => void
}
