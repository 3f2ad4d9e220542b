/** Keys kept sorted, so that lists of thousands need no sorting each time they are asked for. */
export function createOrder() {
  const sorted: string[] = []
  const place = (key: string) => {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle] ?? '') < key) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    add(key: string): void {
      sorted.splice(place(key), 0, key)
    },
    remove(key: string): void {
      const at = place(key)
      if (sorted[at] === key) sorted.splice(at, 1)
    },
    /** All keys that start so. */
    keys: (prefix: string): readonly string[] =>
      prefix === '' ? [...sorted] : sorted.slice(place(prefix), place(`${prefix}\uffff`)),
  }
}
