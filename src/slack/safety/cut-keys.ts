import type { Range } from './range.ts'

const END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g
/** A line of a key, perhaps behind the name of the pod that wrote it. */
const KEY_LINE = /^(?:\[[^\]\n]{1,253}\] )?\s{0,40}[A-Za-z0-9+/=]{1,120}\s{0,4}$/

/** A whole line of 64 base64 characters, as PEM breaks them; a filtered log may show just one. */
const LONE_LINE = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{64}(?=\s{0,4}$)/gm

/** Private keys whose beginning is not there: the last lines of a log often start in the middle of one. */
export function cutKeys(text: string): Range[] {
  return [...endedKeys(text), ...loneLines(text)]
}

/** A digest in hexadecimal is as long, but never has letters of both cases. */
function loneLines(text: string): Range[] {
  return [...text.matchAll(LONE_LINE)]
    .filter(({ 0: line }) => /[A-Z]/.test(line) && /[g-z]/.test(line))
    .map(({ index, 0: line }) => ({ start: index, end: index + line.length }))
}

function endedKeys(text: string): Range[] {
  let from = 0
  return [...text.matchAll(END)].flatMap(({ index, 0: end }) => {
    const start = firstKeyLine(text, from, lineStart(text, index))
    from = index + end.length
    return start === undefined ? [] : [{ start, end: from }]
  })
}

/** Where the key's lines above `at` begin; `from` is where the key before it ended, so that no line is read twice. */
function firstKeyLine(text: string, from: number, at: number): number | undefined {
  let start: number | undefined
  for (let below = at; below > from;) {
    const above = lineStart(text, below - 1)
    if (above < from || below - above > 500 || !KEY_LINE.test(text.slice(above, below - 1))) break
    start = above
    below = above
  }
  return start
}

const lineStart = (text: string, at: number): number =>
  at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1
