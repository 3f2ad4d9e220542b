import type { Subject } from '../finding.ts'
import type { Watched, WatchedOwner } from '../watched.ts'
import { kindOf, resourceOf } from './known-kinds.ts'

/** A watched object, named. */
export function subjectOf({ group, resource, namespace, name, uid }: Watched): Subject {
  const kind = kindOf({ group, resource })
  return { group, resource, kind, ...(namespace !== undefined && { namespace }), name, uid }
}

/** An owner that is not watched, as far as the reference to it tells; it lives where what it owns lives. */
export function subjectOfOwner(owner: WatchedOwner, namespace: string | undefined): Subject {
  const { group, kind, name, uid } = owner
  const resource = resourceOf({ group, kind })
  return { group, resource, kind, ...(namespace !== undefined && { namespace }), name, uid }
}
