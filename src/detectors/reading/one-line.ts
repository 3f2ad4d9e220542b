/** Somebody else's words as one line of bearable length; what was cut is marked. */
export function oneLine(words: string, most = 240): string {
  const line = words
    .slice(0, 4 * most)
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}
