import type { Fields } from '../json/value.ts'
import type { Served } from '../rest/served.ts'

export type Virtual = {
  readonly group: string
  readonly version: string
  readonly resource: string
  readonly kind: string
  readonly namespaced: boolean
  readonly verbs: readonly string[]
}

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']
const PREFERRED: Readonly<Record<string, string>> = { autoscaling: 'v2' }

/** `/api`. */
export const coreVersions = (address: string): Fields => ({
  kind: 'APIVersions',
  versions: ['v1'],
  serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }],
})

/** `/apis`. */
export function groupList(served: readonly Served[], virtual: readonly Virtual[]): Fields {
  const groups = [...versionsByGroup(served, virtual)].filter(([group]) => group !== '')
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: groups.map(([name, versions]) => groupOf(name, versions)),
  }
}

/** `/apis/GROUP`, undefined when there is no such group. */
export function groupDocument(
  name: string,
  served: readonly Served[],
  virtual: readonly Virtual[],
): Fields | undefined {
  const versions = versionsByGroup(served, virtual).get(name)
  return versions && { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(name, versions) }
}

/** `/api/v1` and `/apis/GROUP/VERSION`, undefined when not served. */
export function resourceList(
  [group, version]: readonly [string, string],
  served: readonly Served[],
  virtual: readonly Virtual[],
): Fields | undefined {
  const here = (one: { readonly group: string; readonly version: string }) =>
    one.group === group && one.version === version
  const resources = [
    ...served.filter(({ definition }) => here(definition)).flatMap(resourcesOf),
    ...virtual.filter(here).map(virtualResource),
  ]
  if (resources.length === 0) return undefined
  const groupVersion = group === '' ? version : `${group}/${version}`
  const sorted = resources.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: sorted }
}

function versionsByGroup(served: readonly Served[], virtual: readonly Virtual[]) {
  const all = [...served.map((one) => one.definition), ...virtual]
  const groups = new Map<string, string[]>()
  for (const { group, version } of all) {
    const versions = groups.get(group) ?? []
    if (!versions.includes(version)) groups.set(group, [...versions, version])
  }
  return groups
}

function groupOf(name: string, versions: readonly string[]) {
  const entry = (version: string) => ({ groupVersion: `${name}/${version}`, version })
  const preferred = PREFERRED[name] ?? versions[0] ?? ''
  const ordered = [preferred, ...versions.filter((one) => one !== preferred)]
  return { name, versions: ordered.map(entry), preferredVersion: entry(preferred) }
}

function resourcesOf({ definition }: Served) {
  const { resource, singular, kind, namespaced, shortNames, categories } = definition
  const subject = { singularName: singular, namespaced, kind }
  return [
    {
      name: resource,
      ...subject,
      verbs: VERBS,
      ...(shortNames.length > 0 && { shortNames }),
      ...(categories.length > 0 && { categories }),
    },
    ...definition.subresources.map((part) => subresource(definition, part)),
  ]
}

type Part = 'status' | 'scale' | 'log' | 'eviction'

function subresource({ resource, kind, namespaced }: Served['definition'], part: Part) {
  const name = `${resource}/${part}`
  const base = { name, singularName: '', namespaced }
  if (part === 'scale')
    return { ...base, group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: CHANGE }
  if (part === 'eviction')
    return { ...base, group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] }
  return { ...base, kind, verbs: part === 'log' ? ['get'] : CHANGE }
}

const CHANGE = ['get', 'patch', 'update']

const virtualResource = ({ resource, kind, namespaced, verbs }: Virtual) => ({
  name: resource,
  singularName: '',
  namespaced,
  kind,
  verbs,
})
