import type { Watched } from '../../core/watched.ts'
import { createIndexBy } from './index-by.ts'
import { isRecord } from './path-tree.ts'

/** All known objects of one kind, and where to find them. */
export type Cache = {
  at(name: string, namespace?: string): Watched | undefined
  list(namespace?: string): readonly Watched[]
  byUid(uid: string): Watched | undefined
  ownedBy(uid: string): readonly Watched[]
  onNode(node: string): readonly Watched[]
  size(namespace?: string): number
  /** In place of what has its name. */
  put(object: Watched): void
  remove(object: Watched): void
}

export function createCache(): Cache {
  const shelves = new Map<string, Map<string, Watched>>()
  const uids = new Map<string, Watched>()
  const owners = createIndexBy()
  const nodes = createIndexBy()

  function forget(object: Watched): void {
    uids.delete(object.uid)
    owners.remove(ownersOf(object), object)
    nodes.remove(nodesOf(object), object)
  }
  return {
    at: (name, namespace = '') => shelves.get(namespace)?.get(name),
    list(namespace) {
      if (namespace !== undefined) return [...(shelves.get(namespace)?.values() ?? [])]
      return [...uids.values()]
    },
    byUid: (uid) => uids.get(uid),
    ownedBy: owners.of,
    onNode: nodes.of,
    size: (namespace) =>
      namespace === undefined ? uids.size : (shelves.get(namespace)?.size ?? 0),
    put(object) {
      const { namespace = '', name } = object
      const shelf = shelves.get(namespace) ?? new Map<string, Watched>()
      const before = shelf.get(name)
      if (before && !isAtHome(before, object)) forget(before)
      shelves.set(namespace, shelf.set(name, object))
      uids.set(object.uid, object)
      owners.set(ownersOf(object), object)
      nodes.set(nodesOf(object), object)
    },
    remove(object) {
      const { namespace = '', name } = object
      const shelf = shelves.get(namespace)
      shelf?.delete(name)
      if (shelf?.size === 0) shelves.delete(namespace)
      forget(object)
    },
  }
}

/** True when it is found under the same keys: the most common change by far, and cheap. */
const isAtHome = (before: Watched, after: Watched): boolean =>
  before.uid === after.uid && before.owners === after.owners && nodeOf(before) === nodeOf(after)

const ownersOf = ({ owners }: Watched): string[] =>
  owners.filter(({ controller }) => controller).map(({ uid }) => uid)

function nodesOf(object: Watched): string[] {
  const node = nodeOf(object)
  return node === undefined ? [] : [node]
}

function nodeOf({ body }: Watched): string | undefined {
  const spec = body['spec']
  const node = isRecord(spec) ? spec['nodeName'] : undefined
  return typeof node === 'string' && node !== '' ? node : undefined
}
