/** True when one of the patterns fits: `*` is any run of characters, everything else is itself. */
export const fitsAny = (patterns: readonly string[] | undefined, value: string): boolean =>
  patterns === undefined || patterns.some((pattern) => fits(pattern, value))

/** Each piece is looked for once, from left to right: it cannot hang. */
function fits(pattern: string, value: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  const last = rest.pop()
  if (last === undefined) return pattern === value
  if (!value.startsWith(first)) return false
  let from = first.length
  for (const piece of rest) {
    const at = value.indexOf(piece, from)
    if (at < 0) return false
    from = at + piece.length
  }
  return value.length - last.length >= from && value.endsWith(last)
}
