import { resourceId } from '../kinds/define-kind.ts'
import { refuse } from '../rest/refusals.ts'
import { keyOf, refOf, type KubeObject } from './kube-object.ts'
import type { Ledger } from './ledger.ts'
import type { Resource } from './resource.ts'

/** All objects as they were at a revision, so that the pages of one list agree; 410 once history forgot it. */
export function listAsOf(
  resource: Resource,
  revision: number,
  ledger: Ledger,
): readonly KubeObject[] {
  if (revision === ledger.revision()) return resource.list()
  const changes = ledger.since(resourceId(resource.definition), revision)
  if (!changes)
    throw refuse.expired(
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
    )
  const objects = new Map(resource.list().map((object) => [keyOf(refOf(object)), object]))
  for (const { type, object, previous } of changes.toReversed()) {
    if (type === 'ADDED') objects.delete(keyOf(refOf(object)))
    else objects.set(keyOf(refOf(object)), previous ?? object)
  }
  return [...objects.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}
