import { fingerprint } from '../canonical.ts'
import type { Plan, PlanDraft, Wording } from '../plan.ts'
import type { Request } from '../request.ts'
import type { Ids } from '../seams.ts'

/** How long a plan may be used. */
const VALID_MS = 15 * 60_000

type Parts = {
  readonly request: Request
  readonly command: { readonly name: string; readonly wording: Wording }
  readonly cluster: string
  readonly reason: string | undefined
  /** For how long, in ms. */
  readonly forMs?: number | undefined
  /** Not before this moment. */
  readonly at?: string | undefined
  readonly ids: Ids
}

/** Makes a draft a plan: who, where, until when, and a hash over everything that says what would happen. */
export function seal(draft: PlanDraft, parts: Parts): Plan {
  const { request, command, cluster, reason, forMs, at, ids } = parts
  const plan = {
    ...draft,
    id: ids.short(),
    requestId: request.id,
    command: draft.asCommand ?? command.name,
    words: request.words,
    wording: command.wording,
    requester: request.actor,
    cluster,
    ...(reason !== undefined && { reason }),
    ...(forMs !== undefined && { forMs }),
    ...(at !== undefined && { at }),
    createdAt: request.at.toISOString(),
    expiresAt: new Date(request.at.getTime() + VALID_MS).toISOString(),
  }
  return { ...plan, hash: hashOf(plan) }
}

/** Two plans with one hash would do the same, as the same person, to the same objects in the same state. */
export function hashOf(plan: Omit<Plan, 'hash'>): string {
  const { command, cluster, requester, effects, followInstead, forMs, at, undoes } = plan
  const { user, groups } = requester
  const followed = followInstead?.uid
  return fingerprint({ command, cluster, user, groups, effects, followed, forMs, at, undoes })
}
