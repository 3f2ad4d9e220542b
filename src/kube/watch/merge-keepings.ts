import type { Keeping, ResourceName } from '../../core/watched.ts'

/** `pods`, `deployments.apps` */
export const resourceName = ({
  group,
  resource,
}: Pick<Keeping, 'group' | 'resource'>): ResourceName =>
  group === '' ? resource : `${resource}.${group}`

/**
 * One keeping per kind: what anybody wants of it, as long and as much as whoever wants most. The cache itself needs to
 * know a pod's node.
 */
export function mergeKeepings(keepings: readonly Keeping[]): ReadonlyMap<ResourceName, Keeping> {
  const byName = Map.groupBy(keepings, resourceName)
  return new Map(
    [...byName].map(([name, all]) => {
      const [{ group, resource } = { group: '', resource: name }] = all
      const own = name === 'pods' ? ['spec.nodeName'] : []
      const paths = [...new Set([...own, ...all.flatMap((one) => one.paths)])]
      const annotations = [...new Set(all.flatMap((one) => one.annotations ?? []))]
      const hashed = [...new Set(all.flatMap((one) => one.hashed ?? []))]
      const managers = all.some((one) => one.managers)
      const kept = { group, resource, paths, annotations, hashed, managers }
      return [name, { ...kept, ...limitsOf(all) }]
    }),
  )
}

/** What narrows it: only what all of them agree on. */
function limitsOf(all: readonly Keeping[]): Pick<Keeping, 'fieldSelector' | 'longest'> {
  const [{ fieldSelector } = {}] = all
  const isSame = all.every((one) => one.fieldSelector === fieldSelector)
  const longest = Math.max(...all.map((one) => one.longest ?? Number.POSITIVE_INFINITY))
  return {
    ...(isSame && fieldSelector !== undefined && { fieldSelector }),
    ...(Number.isFinite(longest) && { longest }),
  }
}
