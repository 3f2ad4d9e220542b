import type { FieldManager, Keeping, Watched, WatchedOwner } from '../../core/watched.ts'
import { createInterner } from './interner.ts'
import { isRecord, pathTree, prune } from './path-tree.ts'

/** The kept part of an object as the API server sent it; `undefined` when it is not an object we can tell apart. */
export type ReadWatched = (raw: unknown) => Watched | undefined

/** Written by hand: it runs for every event. */
export function createReadWatched({
  group,
  resource,
  paths,
  annotations = [],
  hashed,
  managers = false,
}: Keeping): ReadWatched {
  const tree = pathTree(paths, hashed)
  const share = createSharing()
  return (raw) => {
    if (!isRecord(raw) || !isRecord(raw['metadata'])) return undefined
    const meta = raw['metadata']
    const { uid, name, resourceVersion } = meta
    if (!isName(uid) || !isName(name) || !isName(resourceVersion)) return undefined
    const body = prune(raw, tree)
    return {
      group,
      resource,
      uid,
      name,
      ...(isName(meta['namespace']) && { namespace: share.text(meta['namespace']) }),
      resourceVersion,
      ...(typeof meta['generation'] === 'number' && { generation: meta['generation'] }),
      createdAt: typeof meta['creationTimestamp'] === 'string' ? meta['creationTimestamp'] : '',
      ...(isName(meta['deletionTimestamp']) && { deletedAt: meta['deletionTimestamp'] }),
      labels: share.labels(meta['labels']),
      annotations: keepOf(meta['annotations'], annotations),
      owners: share.owners(meta['ownerReferences']),
      ...(managers && { managers: readManagers(meta['managedFields']) }),
      body: isRecord(body) ? share.within(body) : {},
    }
  }
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== ''

const NONE: Readonly<Record<string, string>> = Object.freeze({})

function keepOf(found: unknown, keys: readonly string[]): Readonly<Record<string, string>> {
  if (keys.length === 0 || !isRecord(found)) return NONE
  const kept = keys.flatMap((key) => {
    const value = Object.hasOwn(found, key) ? found[key] : undefined
    return typeof value === 'string' ? [[key, value] as const] : []
  })
  return kept.length === 0 ? NONE : Object.fromEntries(kept)
}

/** Shorter strings V8 shares by itself; longer ones seldom repeat. */
const SHORT = 11
const LONG = 160
/** `2026-03-02T10:00:00Z` */
const STAMP = 20

function createSharing() {
  const texts = createInterner<string>()
  const labels = createInterner<Readonly<Record<string, string>>>()
  const owners = createInterner<readonly WatchedOwner[]>()
  const text = (value: string) => {
    const { length } = value
    return length < SHORT || length > LONG || length === STAMP ? value : texts(value, () => value)
  }
  function within(value: Record<string, unknown>): Record<string, unknown> {
    for (const key of Object.keys(value)) value[key] = shared(value[key])
    return value
  }
  function shared(part: unknown): unknown {
    if (typeof part === 'string') return text(part)
    if (Array.isArray(part)) return part.map(shared)
    return isRecord(part) ? within(part) : part
  }
  return {
    text,
    within,
    labels: (found: unknown) =>
      isRecord(found) ? labels(JSON.stringify(found), () => readLabels(found)) : NONE,
    owners: (found: unknown) =>
      Array.isArray(found) ? owners(JSON.stringify(found), () => readOwners(found)) : NOBODY,
  }
}

const NOBODY: readonly WatchedOwner[] = Object.freeze([])

function readLabels(found: Record<string, unknown>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(found).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  )
}

const readOwners = (found: readonly unknown[]): readonly WatchedOwner[] =>
  found.flatMap(readOwner).toSorted((a, b) => Number(b.controller) - Number(a.controller))

function readOwner(found: unknown): WatchedOwner[] {
  if (!isRecord(found)) return []
  const { apiVersion, kind, name, uid, controller } = found
  if (!isName(apiVersion) || !isName(kind) || !isName(name) || !isName(uid)) return []
  const slash = apiVersion.indexOf('/')
  const group = slash < 0 ? '' : apiVersion.slice(0, slash)
  return [{ group, kind, name, uid, controller: controller === true }]
}

const readManagers = (found: unknown): readonly FieldManager[] =>
  Array.isArray(found) ? found.flatMap(readManager) : []

function readManager(found: unknown): FieldManager[] {
  if (!isRecord(found)) return []
  const { manager, operation, subresource, time: at } = found
  if (!isName(manager) || !isName(operation) || !isName(at)) return []
  return [{ manager, operation, ...(isName(subresource) && { subresource }), at }]
}
