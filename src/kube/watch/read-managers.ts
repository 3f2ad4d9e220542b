import type { FieldManager } from '../../core/watched.ts'
import { isRecord } from './path-tree.ts'
import { isName } from './read-owners.ts'

/** Who wrote to an object, as far as it tells. */
export const readManagers = (found: unknown): readonly FieldManager[] =>
  Array.isArray(found) ? found.flatMap(readManager) : []

function readManager(found: unknown): FieldManager[] {
  if (!isRecord(found)) return []
  const { manager, operation, subresource, time: at } = found
  if (!isName(manager) || !isName(operation) || !isName(at)) return []
  return [{ manager, operation, ...(isName(subresource) && { subresource }), at }]
}
