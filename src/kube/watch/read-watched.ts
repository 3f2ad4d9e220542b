import type { Keeping, Watched } from '../../core/watched.ts'
import { isRecord, pathTree } from './path-tree.ts'
import { isName } from './read-owners.ts'
import { readManagers } from './read-managers.ts'
import { createSharing } from './sharing.ts'

/**
 * The kept part of an object as the API server sent it, which is used up by this; `undefined` when it is not an
 * object we can tell apart. With its older version the new one shares all that did not change.
 */
export type ReadWatched = (raw: unknown, known?: Known) => Watched | undefined
type Known = (name: string, namespace: string | undefined) => Watched | undefined

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Written by hand: it runs for every event. */
export function createReadWatched({
  group,
  resource,
  paths,
  annotations = [],
  hashed,
  managers = false,
  longest = Number.POSITIVE_INFINITY,
}: Keeping): ReadWatched {
  const tree = pathTree(paths, hashed)
  const share = createSharing(longest)
  return (raw, known) => {
    const who = identify(raw)
    if (!who) return undefined
    const { meta, resourceVersion } = who
    const before = olderThan(who, known?.(who.name, who.namespace))
    if (before?.resourceVersion === resourceVersion) return before
    const { uid, name, namespace } = before ?? who
    const object: Mutable<Watched> = {
      group,
      resource,
      uid,
      name,
      resourceVersion,
      createdAt: share.created(meta['creationTimestamp'], before),
      labels: share.labels(meta['labels'], before),
      annotations: share.annotations(meta['annotations'], annotations),
      owners: share.owners(meta['ownerReferences'], before),
      body: share.body(raw, before, tree),
    }
    if (namespace !== undefined) object.namespace = share.text(namespace)
    if (typeof meta['generation'] === 'number') object.generation = meta['generation']
    if (isName(meta['deletionTimestamp'])) object.deletedAt = meta['deletionTimestamp']
    if (managers) object.managers = readManagers(meta['managedFields'])
    return object
  }
}

type Who = Pick<Watched, 'uid' | 'name' | 'resourceVersion'> & {
  readonly namespace: string | undefined
  readonly meta: Readonly<Record<string, unknown>>
}

function identify(raw: unknown): Who | undefined {
  const meta = isRecord(raw) ? raw['metadata'] : undefined
  if (!isRecord(meta)) return undefined
  const { uid, name, namespace, resourceVersion } = meta
  if (!isName(uid) || !isName(name) || !isName(resourceVersion)) return undefined
  return { uid, name, namespace: isName(namespace) ? namespace : undefined, resourceVersion, meta }
}

/** What has its name may be another one that was made anew. */
const olderThan = ({ uid }: Who, found: Watched | undefined) =>
  found?.uid === uid ? found : undefined
