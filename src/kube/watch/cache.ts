import type { Watched } from '../../core/watched.ts'
import { createIndexBy } from './index-by.ts'
import { isRecord } from './path-tree.ts'

/** All known objects of one kind, and where to find them. */
export type Cache = {
  at(name: string, namespace?: string): Watched | undefined
  list(namespace?: string): readonly Watched[]
  byUid(uid: string): Watched | undefined
  /** In the owner's namespace, where it has one. */
  ownedBy(owner: Pick<Watched, 'uid' | 'namespace'>): readonly Watched[]
  onNode(node: string): readonly Watched[]
  size(namespace?: string): number
  /** In place of what has its name. */
  put(object: Watched): void
  remove(object: Watched): void
}

export function createCache(): Cache {
  const shelves = new Map<string, Map<string, Watched>>()
  const uids = new Map<string, Watched>()
  const owners = createIndexBy(ownersOf)
  const nodes = createIndexBy(nodesOf)

  const indexes = [owners, nodes]

  function forget(object: Watched): void {
    uids.delete(object.uid)
    for (const index of indexes) index.remove(object)
  }
  const those = (found: Iterable<string>) => [...found].flatMap((uid) => uids.get(uid) ?? [])
  return {
    at: (name, namespace = '') => shelves.get(namespace)?.get(name),
    list: (namespace) => [
      ...((namespace === undefined ? uids : shelves.get(namespace))?.values() ?? []),
    ],
    byUid: (uid) => uids.get(uid),
    ownedBy: (owner) => those(owners.of(owner.uid)).filter(isBeside(owner)),
    onNode: (node) => those(nodes.of(node)),
    size: (namespace) =>
      namespace === undefined ? uids.size : (shelves.get(namespace)?.size ?? 0),
    put(object) {
      const { namespace = '', name } = object
      const shelf = shelves.get(namespace) ?? new Map<string, Watched>()
      const before = shelf.get(name)
      const isAtHome = before !== undefined && isFoundAlike(before, object)
      if (before && !isAtHome) forget(before)
      shelves.set(namespace, shelf.set(name, object))
      uids.set(object.uid, object)
      if (!isAtHome) for (const index of indexes) index.add(object)
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

const isBeside =
  ({ namespace }: Pick<Watched, 'namespace'>) =>
  (one: Watched) =>
    namespace === undefined || one.namespace === namespace

/** True when it is found under the same keys: the most common change by far, and cheap. */
const isFoundAlike = (before: Watched, after: Watched): boolean =>
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
