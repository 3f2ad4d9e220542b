import { apiVersionOf } from '../kinds/define-kind.ts'
import { customKind } from '../kinds/custom-kinds.ts'
import { builtIn, type Resources } from '../kinds/resources.ts'
import type { Ledger } from '../storage/ledger.ts'
import { createResource, type Foundation, type Resource } from '../storage/resource.ts'
import { convertedKinds } from './conversions.ts'
import { servedAsIs, type Served } from './served.ts'

/** Everything that is served right now, custom kinds included. */
export type Catalog = {
  all(): readonly Served[]
  find(group: string, version: string, resource: string): Served | undefined
  /** By `apiVersion` and kind, as owner references name things. */
  byKind(apiVersion: string, kind: string): Served | undefined
}

/** Serves the built-in kinds, and a custom one for as long as its definition exists. */
export function createCatalog(
  resources: Resources,
  foundation: Foundation & { readonly ledger: Ledger },
): Catalog {
  const fixed = [
    ...builtIn(resources).map((resource) => servedAsIs(resource)),
    ...convertedKinds(resources),
  ]
  const stores = new Map<string, Resource>()
  const custom = () =>
    resources.customDefinitions.list().flatMap((definition) => {
      const kind = customKind(definition)
      if (!kind) return []
      const id = `${definition.metadata.uid}/${definition.metadata.generation}`
      const resource = stores.get(id) ?? createResource(kind, foundation)
      stores.set(id, resource)
      return [servedAsIs(resource, true)]
    })
  const all = () => [...fixed, ...custom()]
  return {
    all,
    find: (group, version, resource) =>
      all().find(
        ({ definition }) =>
          definition.group === group &&
          definition.version === version &&
          definition.resource === resource,
      ),
    byKind: (apiVersion, kind) =>
      all().find(
        ({ definition }) => apiVersionOf(definition) === apiVersion && definition.kind === kind,
      ),
  }
}
