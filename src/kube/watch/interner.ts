const MOST = 20_000

/** Keeps one copy of what repeats, so that ten thousand pods share their labels and image names. Bounded. */
export type Interner<T> = (key: string, make: () => T) => T

/** Two generations: what was not asked for while the younger one filled up is forgotten. */
export function createInterner<T>(most = MOST): Interner<T> {
  let young = new Map<string, T>()
  let old = new Map<string, T>()
  return (key, make) => {
    const known = young.get(key)
    if (known !== undefined) return known
    const kept = old.get(key) ?? make()
    if (young.size >= most) {
      old = young
      young = new Map()
    }
    young.set(key, kept)
    return kept
  }
}
