/** Comparing takes the product of both lengths: what is longer than this was pasted, not mistyped. */
const LONGEST = 100

/** The known words nearest to a mistyped one, best first: at most three, none that is far off. */
export function nearest(word: string, known: Iterable<string>): string[] {
  if (word.length > LONGEST) return []
  const typed = word.toLowerCase()
  const limit = tolerated(typed.length)
  const isNear = (candidate: string) =>
    Math.abs(candidate.length - typed.length) <= limit || isPrefix(typed, candidate)
  return [...new Set(known)]
    .filter(isNear)
    .map((candidate) => ({ candidate, distance: distance(typed, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= limit || isPrefix(typed, candidate))
    .toSorted((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

/** How many slips a word of this length may have. */
function tolerated(length: number): number {
  if (length <= 3) return 1
  return length <= 6 ? 2 : 3
}

const isPrefix = (typed: string, candidate: string) =>
  typed.length >= 3 && candidate.toLowerCase().startsWith(typed)

/** Damerau's distance (optimal string alignment): a swap of neighbours, the commonest slip, counts one. */
export function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      rows[i]?.push(
        Math.min(
          at(i - 1, j) + 1,
          at(i, j - 1) + 1,
          at(i - 1, j - 1) + (same ? 0 : 1),
          swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
  }
  return at(a.length, b.length)
}
