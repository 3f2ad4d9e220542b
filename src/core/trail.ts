import type { AuditEntry } from './audit.ts'

/** Where something stands on the trail. */
export type Recorded = { readonly seq: number }

/**
 * Port: who changed what, who allowed it, for what goes with no step of a plan: refusals. Throws UnavailableError when
 * the record cannot be kept. Records of a plan's steps are written with the step (see `PlanBook`).
 */
export type Trail = { keep(entry: AuditEntry): Promise<Recorded> }
