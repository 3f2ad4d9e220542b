import type { Keeping } from '../../core/watched.ts'
import { createKeepBytes, type KeepBytes } from './keep-bytes.ts'
import { keysOf, keyTree } from './path-tree.ts'

/** Parses what the API server sends of one kind: what is kept, what the protocol needs, and little else. */
export type KeptJson = {
  /** A line of a watch. `undefined` for what is no JSON. Writes into `line`. */
  event(line: Buffer): unknown
  /** A page of a list, the same way. */
  list(page: Buffer): unknown
}

/** What every object is told apart by, see `createReadWatched`. */
const METADATA = [
  'uid',
  'name',
  'namespace',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'labels',
  'ownerReferences',
].map((key) => ['metadata', key])

const MANAGERS = ['manager', 'operation', 'subresource', 'time'].map((key) => [
  'metadata',
  'managedFields',
  key,
])

/** What an ERROR event says stands where the object would. */
const STATUS = ['kind', 'code', 'reason', 'message', 'details'].map((key) => [key])

export function createKeptJson(keeping: Keeping): KeptJson {
  const { paths, annotations = [], hashed = [], managers = false } = keeping
  const object = [
    ...METADATA,
    ...(managers ? MANAGERS : []),
    ...[...annotations, INITIAL_EVENTS_END].map((key) => ['metadata', 'annotations', key]),
    ...[...paths, ...hashed].map(keysOf),
  ]
  const below = (key: string, keys: readonly (readonly string[])[]) =>
    keys.map((rest) => [key, ...rest])
  return {
    event: parser(createKeepBytes(keyTree([['type'], ...below('object', [...STATUS, ...object])]))),
    list: parser(createKeepBytes(keyTree([['metadata'], ...below('items', object)]))),
  }
}

/** The annotation of the bookmark behind everything that was there when a watch began. */
export const INITIAL_EVENTS_END = 'k8s.io/initial-events-end'

const parser = (keep: KeepBytes) => (bytes: Buffer) => {
  const size = keep(bytes)
  if (size < 0) return undefined
  try {
    const kept: unknown = JSON.parse(bytes.toString('utf8', 0, size))
    return kept
  } catch {
    return undefined
  }
}
