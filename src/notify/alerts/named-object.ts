import { kindOf } from '../../core/about/known-kinds.ts'
import { ownersOf, rootOwner } from '../../core/about/owners.ts'
import { subjectOf } from '../../core/about/subject.ts'
import type { Subject } from '../../core/finding.ts'
import { isNamespace, isObjectName } from '../../core/names.ts'
import type { Look, Watched } from '../../core/watched.ts'
import type { Metadata } from '../incidents/sign.ts'
import { metadataOf } from '../lookout/metadata-of.ts'
import { resourceNameOf, type Role, ROLE_KINDS, type RoleKind, ROLES } from './roles.ts'

export type LabelNames = Readonly<Partial<Record<Role, readonly string[]>>>
type Labels = Readonly<Record<string, string>>

/** The object that an alert's labels name, and whom it is told about. */
export type NamedObject = {
  readonly subject: Subject
  readonly about: Subject
  /** Controllers above it. */
  readonly owners: readonly Subject[]
  readonly metadata: Metadata
  /** Whether it was found, or is only what the labels say. */
  readonly isFound: boolean
}

type Search = {
  readonly labels: Labels
  /** Absent while nothing is known of the cluster. */
  readonly look: Look | undefined
  /** What to look for first. */
  readonly first: Role | undefined
  readonly names: LabelNames
}

/** By the first label that names something; undefined when none does. */
export function namedObject(search: Search): NamedObject | undefined {
  const { first } = search
  const order = first ? [first, ...ROLES.filter((role) => role !== first)] : ROLES
  for (const role of order) {
    const named = namedAs(role, search)
    if (named) return named
  }
  return undefined
}

function namedAs(role: Role, search: Search): NamedObject | undefined {
  const kind = ROLE_KINDS[role]
  const place = placeOf(kind, search)
  if (place === undefined) return undefined
  for (const { name, isSure } of candidatesOf(role, search)) {
    // A namespace is in itself: routes and mutes of it take what is told of it.
    if (role === 'namespace') return goneObject({ kind, name, namespace: name }, search.look)
    const object = search.look?.get(resourceNameOf(kind), name, place.namespace)
    if (object && search.look) return foundObject(object, search.look)
    if (isSure) return goneObject({ kind, name, ...place }, search.look)
  }
  return undefined
}

/** Names that labels give for an object of a kind; one that is not sure has to be found. */
function candidatesOf(role: Role, search: Search) {
  const { labels, maybe = [] } = ROLE_KINDS[role]
  const named = (label: string, isSure: boolean) =>
    valuesOf(label, search.labels).map((name) => ({ name, isSure }))
  return [
    ...(search.names[role] ?? labels).flatMap((label) => named(label, true)),
    ...maybe.flatMap((label) => named(label, false)),
  ].filter(({ name }) => isObjectName(name) && !(role === 'pod' && isExporter(name, search)))
}

/** Undefined for a kind with a namespace whose namespace is not named. */
function placeOf(
  { namespaced }: RoleKind,
  { labels, names }: Search,
): { readonly namespace?: string } | undefined {
  if (!namespaced) return {}
  const label = names.namespace ?? ROLE_KINDS.namespace.labels
  const namespace = label.flatMap((one) => valuesOf(one, labels)).find(isNamespace)
  return namespace === undefined ? undefined : { namespace }
}

/** Prometheus puts a label aside as `exported_…` where the target that was asked has the same one. */
function valuesOf(label: string, labels: Labels): readonly string[] {
  const host = label === 'instance' ? labels[label]?.replace(/:\d+$/, '') : labels[label]
  return [labels[`exported_${label}`] ?? [], host ?? []].flat()
}

const EXPORTERS = ['kube-state-metrics', 'node-exporter']

/** The pod that was asked about others is not what the alert is about, unless it was looked for. */
const isExporter = (pod: string, { labels, first }: Search): boolean =>
  first !== 'pod' &&
  EXPORTERS.some((name) => pod.includes(name) && labels['job']?.includes(name) === true)

function foundObject(object: Watched, look: Look): NamedObject {
  const about = rootOwner(object, look)
  return {
    subject: subjectOf(object),
    about,
    owners: ownersOf(object, look),
    metadata: metadataOf(about, object, look),
    isFound: true,
  }
}

type Gone = { readonly kind: RoleKind; readonly name: string; readonly namespace?: string }

/** Not there, or not watched: it is what the labels say, and a pod's owner is known by its name. */
function goneObject({ kind, name, namespace }: Gone, look: Look | undefined): NamedObject {
  const { group, resource } = kind
  const subject = {
    group,
    resource,
    kind: kindOf({ group, resource }),
    ...(namespace !== undefined && { namespace }),
    name,
    uid: '',
  }
  const owner = look && resource === 'pods' ? ownerByName(name, namespace, look) : undefined
  if (!owner || !look) return unseen(subject, look)
  return { ...foundObject(owner, look), subject, isFound: false }
}

/** An alert outlives its pod by minutes: `web-5f6c-x2x4k` was of the ReplicaSet `web-5f6c`, or of the Deployment `web`. */
function ownerByName(pod: string, namespace: string | undefined, look: Look): Watched | undefined {
  const owner = pod.replace(/-[^-]+$/, '')
  const above = owner.replace(/-[^-]+$/, '')
  return (
    ['replicasets.apps', 'statefulsets.apps', 'daemonsets.apps', 'jobs.batch']
      .map((resource) => look.get(resource, owner, namespace))
      .find((found) => found !== undefined) ?? look.get('deployments.apps', above, namespace)
  )
}

function unseen(subject: Subject, look: Look | undefined): NamedObject {
  const { namespace: name } = subject
  const namespace = name === undefined ? undefined : look?.get('namespaces', name)
  const metadata = { labels: {}, annotations: {}, ...(namespace && { namespace }) }
  return { subject, about: subject, owners: [], metadata, isFound: false }
}
