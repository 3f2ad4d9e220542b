import type { Kind } from '../../core/resource.ts'

/** Everything a cluster serves: every version of every kind, groups in the server's order of preference. */
export type Catalog = {
  readonly kinds: readonly ServedKind[]
  /** Group versions that could not be asked, e.g. `metrics.k8s.io/v1beta1`. */
  readonly missing: readonly string[]
}

/** `preferred` marks the version that the server prefers for the group. */
export type ServedKind = Kind & { readonly preferred: boolean }

/** One entry per group and resource: the preferred version, else the first that serves it. */
export function preferredKinds(catalog: Catalog): Kind[] {
  const best = new Map<string, ServedKind>()
  for (const kind of catalog.kinds) {
    const key = `${kind.resource}.${kind.group}`
    const known = best.get(key)
    if (!known || (kind.preferred && !known.preferred)) best.set(key, kind)
  }
  return [...best.values()].map(withoutPreferred)
}

export function withoutPreferred(served: ServedKind): Kind {
  const { group, version, kind, resource, singular, shortNames, namespaced } = served
  const { verbs, subresources } = served
  return { group, version, kind, resource, singular, shortNames, namespaced, verbs, subresources }
}
