/** Drops what was made before `before` (milliseconds); maps keep the order in which things were made. */
export function forget<K>(known: Map<K, { readonly at: number }>, before: number): void {
  for (const [key, { at }] of known) {
    if (at >= before) return
    known.delete(key)
  }
}
