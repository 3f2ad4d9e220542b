import type { Watched } from '../../core/watched.ts'

/** Objects by something that several of them share: their owner, their node. */
export type IndexBy = {
  set(keys: readonly string[], object: Watched): void
  remove(keys: readonly string[], object: Watched): void
  of(key: string): readonly Watched[]
}

export function createIndexBy(): IndexBy {
  const shelves = new Map<string, Map<string, Watched>>()
  return {
    set(keys, object) {
      for (const key of keys) {
        const shelf = shelves.get(key)
        if (shelf) shelf.set(object.uid, object)
        else shelves.set(key, new Map([[object.uid, object]]))
      }
    },
    remove(keys, { uid }) {
      for (const key of keys) {
        const shelf = shelves.get(key)
        shelf?.delete(uid)
        if (shelf?.size === 0) shelves.delete(key)
      }
    },
    of: (key) => [...(shelves.get(key)?.values() ?? [])],
  }
}
