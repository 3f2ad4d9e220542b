import { z } from 'zod'
import type { Catalog, ServedKind } from './catalog.ts'

const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? [])

const Resource = z.object({
  resource: z.string(),
  responseKind: z.object({ kind: z.string() }).nullish(),
  scope: z.string(),
  singularResource: z.string().default(''),
  shortNames: list(z.string()),
  verbs: list(z.string()),
  subresources: list(z.object({ subresource: z.string() })),
})
const Version = z.object({
  version: z.string(),
  resources: list(Resource),
  freshness: z.string().default('Current'),
})
const Aggregated = z.object({
  kind: z.literal('APIGroupDiscoveryList'),
  items: list(
    z.object({
      metadata: z.object({ name: z.string().default('') }).nullish(),
      versions: list(Version),
    }),
  ),
})
type Version = z.infer<typeof Version>

/** Aggregated discovery (1.26+): all kinds in one answer; `undefined` when this is not one. */
export function readAggregated(body: unknown): Catalog | undefined {
  const parsed = Aggregated.safeParse(body)
  if (!parsed.success) return undefined
  const versions = parsed.data.items.flatMap((item) =>
    item.versions.map((version, i) => ({
      group: item.metadata?.name ?? '',
      version,
      preferred: i === 0,
    })),
  )
  return {
    kinds: versions.flatMap(({ group, version, preferred }) => toKinds(group, version, preferred)),
    missing: versions
      .filter(({ version }) => version.freshness === 'Stale' && version.resources.length === 0)
      .map(({ group, version }) => `${group}/${version.version}`),
  }
}

function toKinds(group: string, { version, resources }: Version, preferred: boolean): ServedKind[] {
  return resources.flatMap((resource) => {
    const kind = resource.responseKind?.kind
    if (!kind) return []
    return {
      group,
      version,
      preferred,
      kind,
      resource: resource.resource,
      singular: resource.singularResource || kind.toLowerCase(),
      shortNames: resource.shortNames,
      namespaced: resource.scope === 'Namespaced',
      verbs: resource.verbs,
      subresources: resource.subresources.map(({ subresource }) => subresource),
    }
  })
}
