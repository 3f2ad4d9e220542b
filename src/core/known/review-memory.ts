import { type Access, ALL_NAMESPACES } from '../access.ts'
import type { Actor } from '../actor.ts'
import type { ReviewAnswer } from '../cluster.ts'
import type { Clock } from '../seams.ts'

/** What the cluster's own access reviews said lately, for the time when it cannot be asked. */
export type ReviewMemory = {
  note(about: Reviewed, answer: ReviewAnswer): void
  /** True when the cluster let this person read it in the last ten minutes, and has not refused it since. */
  wasAllowed(about: Reviewed): boolean
}

export type Reviewed = {
  readonly cluster: string
  readonly actor: Pick<Actor, 'user' | 'groups'>
  readonly access: Access
}

const FRESH_MS = 10 * 60_000
const MOST = 10_000

export function createReviewMemory(clock: Pick<Clock, 'monotonic'>): ReviewMemory {
  const allowed = new Map<string, number>()
  const isFresh = (key: string) => clock.monotonic() - (allowed.get(key) ?? -Infinity) < FRESH_MS
  return {
    note(about, answer) {
      const key = keyOf(about, about.access)
      allowed.delete(key)
      if (answer.allowed) allowed.set(key, clock.monotonic())
      else for (const access of wider(about.access)) allowed.delete(keyOf(about, access))
      const [oldest] = allowed.keys()
      if (allowed.size > MOST && oldest !== undefined) allowed.delete(oldest)
    },
    wasAllowed: (about) => wider(about.access).some((access) => isFresh(keyOf(about, access))),
  }
}

/** Whoever may list a place has seen each object in it, and whoever may list every place has seen this one. */
function wider(access: Access): readonly Access[] {
  const { verb, name, subresource, ...rest } = access
  if ((verb !== 'get' && verb !== 'list') || subresource !== undefined) return []
  const list: Access = { ...rest, verb: 'list' }
  const everywhere = rest.namespace === undefined ? [] : [{ ...list, namespace: ALL_NAMESPACES }]
  return name === undefined ? [list, ...everywhere] : [access, list, ...everywhere]
}

/** Groups are part of who somebody is: whoever lost one is asked about anew. */
const keyOf = (
  { cluster, actor }: Reviewed,
  { verb, kind, subresource, namespace, name }: Access,
): string =>
  JSON.stringify([
    cluster,
    actor.user,
    [...actor.groups].toSorted(),
    [verb, kind.group, kind.resource, subresource, namespace, name],
  ])
