import type { Watched } from '../../core/watched.ts'

/** The uids of objects by something that several of them share: their owner, their node. */
export type IndexBy = {
  add(object: Watched): void
  remove(object: Watched): void
  of(key: string): Iterable<string>
}

export function createIndexBy(keysOf: (object: Watched) => readonly string[]): IndexBy {
  const shelves = new Map<string, Set<string>>()
  return {
    add(object) {
      for (const key of keysOf(object)) {
        const shelf = shelves.get(key)
        if (shelf) shelf.add(object.uid)
        else shelves.set(key, new Set([object.uid]))
      }
    },
    remove(object) {
      for (const key of keysOf(object)) {
        const shelf = shelves.get(key)
        shelf?.delete(object.uid)
        if (shelf?.size === 0) shelves.delete(key)
      }
    },
    of: (key) => shelves.get(key) ?? [],
  }
}
