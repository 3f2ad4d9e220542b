import { z } from 'zod'
import type { Call, Caller, Transport } from '../transport/call.ts'
import { groupVersionPath } from '../transport/paths.ts'
import { readAggregated } from './read-aggregated.ts'
import type { Catalog, ServedKind } from './catalog.ts'

/** Newer servers (1.26+) answer everything at once; older ones ignore what they do not know and answer the rest. */
const ACCEPT = [
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList',
  'application/json',
].join(',')

const CoreVersions = z.object({ versions: z.array(z.string()) })
const Groups = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      versions: z.array(z.object({ version: z.string() })),
      preferredVersion: z.object({ version: z.string() }).optional(),
    }),
  ),
})
const Resource = z.object({
  name: z.string(),
  singularName: z.string().default(''),
  namespaced: z.boolean(),
  kind: z.string(),
  verbs: z
    .array(z.string())
    .nullish()
    .transform((verbs) => verbs ?? []),
  shortNames: z
    .array(z.string())
    .nullish()
    .transform((names) => names ?? []),
})
const Resources = z.object({ resources: z.array(z.unknown()) })

/** Without these nothing works: better an error now than a cluster that seems to have no pods. */
const ESSENTIAL = new Set(['', 'apps'])

type GroupVersion = {
  readonly group: string
  readonly version: string
  readonly preferred: boolean
}

/** Asks a cluster what it serves. One group that does not answer (metrics.k8s.io, say) is left out, not fatal. */
export async function readCatalog(transport: Transport, caller: Caller): Promise<Catalog> {
  const [core, named] = await Promise.all([
    readGroups(transport, caller, '/api'),
    readGroups(transport, caller, '/apis'),
  ])
  const parts = await Promise.all(
    [...core, ...named].map(async (part) =>
      'kinds' in part ? part : readGroupVersion(transport, caller, part),
    ),
  )
  return {
    kinds: parts.flatMap(({ kinds }) => kinds),
    missing: parts.flatMap(({ missing }) => missing),
  }
}

async function readGroups(
  transport: Transport,
  caller: Caller,
  path: string,
): Promise<(Catalog | GroupVersion)[]> {
  const { body } = await transport.json({ ...discoveryCall(path), accept: ACCEPT }, caller)
  const aggregated = readAggregated(body)
  if (aggregated) return [aggregated]
  if (path === '/api') {
    const { versions } = CoreVersions.parse(body)
    return versions.map((version, i) => ({ group: '', version, preferred: i === 0 }))
  }
  return Groups.parse(body).groups.flatMap(({ name, versions, preferredVersion }) =>
    versions.map(({ version }, i) => ({
      group: name,
      version,
      preferred: preferredVersion ? version === preferredVersion.version : i === 0,
    })),
  )
}

async function readGroupVersion(
  transport: Transport,
  caller: Caller,
  served: GroupVersion,
): Promise<Catalog> {
  try {
    const path = groupVersionPath(served)
    const call = {
      ...discoveryCall(path),
      ...(!ESSENTIAL.has(served.group) && { once: true as const }),
    }
    const { body } = await transport.json(call, caller)
    return { kinds: toKinds(Resources.parse(body).resources, served), missing: [] }
  } catch (error) {
    if (ESSENTIAL.has(served.group)) throw error
    return { kinds: [], missing: [`${served.group}/${served.version}`] }
  }
}

/** `deployments/scale` in the list is a subresource of `deployments`. Malformed entries are skipped. */
function toKinds(entries: readonly unknown[], served: GroupVersion): ServedKind[] {
  const resources = entries.flatMap((entry) => {
    const parsed = Resource.safeParse(entry)
    return parsed.success ? [parsed.data] : []
  })
  const subresourcesOf = (name: string) =>
    resources.flatMap((other) =>
      other.name.startsWith(`${name}/`) ? [other.name.slice(name.length + 1)] : [],
    )
  return resources
    .filter(({ name }) => !name.includes('/'))
    .map((resource) => ({
      group: served.group,
      version: served.version,
      preferred: served.preferred,
      kind: resource.kind,
      resource: resource.name,
      singular: resource.singularName || resource.kind.toLowerCase(), // empty before 1.27
      shortNames: resource.shortNames,
      namespaced: resource.namespaced,
      verbs: resource.verbs,
      subresources: subresourcesOf(resource.name),
    }))
}

const discoveryCall = (path: string): Call => ({
  method: 'GET',
  path,
  about: { verb: 'get', resource: path },
})
