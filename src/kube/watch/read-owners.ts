import type { WatchedOwner } from '../../core/watched.ts'
import { isRecord } from './path-tree.ts'

export const isName = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** The owners that can be told apart, the controlling one first. */
export const readOwners = (found: readonly unknown[]): readonly WatchedOwner[] =>
  found.flatMap(readOwner).toSorted((a, b) => Number(b.controller) - Number(a.controller))

function readOwner(found: unknown): WatchedOwner[] {
  if (!isRecord(found)) return []
  const { apiVersion, kind, name, uid, controller } = found
  if (!isName(apiVersion) || !isName(kind) || !isName(name) || !isName(uid)) return []
  const slash = apiVersion.indexOf('/')
  const group = slash < 0 ? '' : apiVersion.slice(0, slash)
  return [{ group, kind, name, uid, controller: controller === true }]
}
