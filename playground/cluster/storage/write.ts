import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { apiVersionOf, type KindDefinition } from '../kinds/define-kind.ts'
import { fieldsOf, textAt, withoutNulls, type Fields } from '../json/value.ts'
import { refuse } from '../rest/refusals.ts'
import type { KubeObject } from './kube-object.ts'
import { managedAfter } from './managed-fields.ts'

/** Which part of an object a write may touch: its status subresource, or everything but the status. */
export type Part = 'whole' | 'status' | 'all'

type Birth = { readonly uid: string; readonly at: string; readonly manager?: string }

/** Fills in what the server owns; a client's own status, uid and timestamps do not count. */
export function prepareCreate(definition: KindDefinition, draft: unknown, birth: Birth): Fields {
  const given = fieldsOf(withoutNulls(draft))
  const metadata = fieldsOf(given['metadata'])
  const prefix = textAt(metadata, 'generateName')
  return {
    ...given,
    apiVersion: apiVersionOf(definition),
    kind: definition.kind,
    metadata: {
      ...metadata,
      name: textAt(metadata, 'name') || (prefix && `${prefix}${suffix()}`),
      uid: birth.uid,
      resourceVersion: '',
      creationTimestamp: birth.at,
      ...(definition.generation && { generation: 1 }),
      ...managed({}, given, { definition, ...birth }),
    },
  }
}

type Changed = {
  readonly changed: unknown
  readonly part: Part
  readonly at: string
  readonly manager?: string
}

/** The stored object with a change applied; the very same object when nothing changed. */
export function prepareUpdate(
  definition: KindDefinition,
  current: KubeObject,
  { changed, ...at }: Changed,
): KubeObject | Fields {
  const wanted = fieldsOf(withoutNulls(changed))
  checkVersion(definition, current, wanted)
  const parts = merge(current, wanted, definition.subresources.includes('status') ? at.part : 'all')
  const next: Fields & { readonly metadata: Fields } = {
    ...parts,
    apiVersion: apiVersionOf(definition),
    kind: definition.kind,
    metadata: { ...fieldsOf(parts['metadata']), ...identity(current) },
  }
  if (isDeepStrictEqual(withoutNulls(next), withoutNulls(current))) return current
  const grown =
    definition.generation && !isDeepStrictEqual(next['spec'], withoutNulls(current['spec']))
  const metadata = {
    ...next.metadata,
    ...(grown && { generation: (current.metadata.generation ?? 0) + 1 }),
    ...managed(current, next, { definition, ...at }),
  }
  return { ...next, metadata }
}

function checkVersion(definition: KindDefinition, current: KubeObject, wanted: Fields) {
  const { name, resourceVersion, uid } = current.metadata
  const given = textAt(wanted, 'metadata', 'resourceVersion')
  if (given && given !== resourceVersion) throw refuse.stale(definition, name)
  const givenUid = textAt(wanted, 'metadata', 'uid')
  if (givenUid && givenUid !== uid)
    throw refuse.conflict(
      definition,
      name,
      `Precondition failed: UID in precondition: ${givenUid}, UID in object meta: ${uid}`,
    )
  const givenName = textAt(wanted, 'metadata', 'name')
  if (givenName && givenName !== name)
    throw refuse.badRequest(
      `the name of the object (${givenName}) does not match the name on the URL (${name})`,
    )
}

function merge(current: KubeObject, wanted: Fields, part: Part): Fields {
  if (part === 'all') return wanted
  if (part === 'status') return { ...current, status: wanted['status'] ?? {} }
  const { status: _, ...rest } = wanted
  return 'status' in current ? { ...rest, status: current['status'] } : rest
}

/** What no client may change. */
const identity = ({ metadata }: KubeObject) => ({
  name: metadata.name,
  ...(metadata.namespace && { namespace: metadata.namespace }),
  uid: metadata.uid,
  resourceVersion: metadata.resourceVersion,
  creationTimestamp: metadata.creationTimestamp,
  ...(metadata.generation !== undefined && { generation: metadata.generation }),
  ...(metadata.deletionTimestamp && { deletionTimestamp: metadata.deletionTimestamp }),
})

type Writing = {
  readonly definition: KindDefinition
  readonly at: string
  readonly part?: Part
  readonly manager?: string
}

/** Writes of the cluster's own controllers name no manager, and leave the entries as they are. */
function managed(before: unknown, after: unknown, { definition, at, ...write }: Writing) {
  const known = fieldsOf(fieldsOf(before)['metadata'])['managedFields']
  if (!write.manager) return known === undefined ? {} : { managedFields: known }
  const subresource = write.part === 'status' ? 'status' : undefined
  const entry = { manager: write.manager, apiVersion: apiVersionOf(definition), at, subresource }
  return { managedFields: managedAfter(before, after, entry) }
}

// Names avoid vowels and look-alikes, as apimachinery's rand.String does.
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789'

/** Five characters for `generateName`. */
export const suffix = (length = 5): string =>
  Array.from(randomBytes(length), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
