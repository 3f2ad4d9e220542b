/** Where a value stands, and whether quotes say how far it goes. */
export type Value = { readonly start: number; readonly end: number; readonly isQuoted: boolean }

const SEPARATOR = /(?:\\{0,8}["'])?[ \t]{0,8}(?:=>|:=|==?|:(?!\/\/))[ \t]{0,40}/y
const FLAG_SEPARATOR = /[ \t]{1,4}(?=[^\s-])/y
const OPENING_QUOTE = /\\{0,8}["']/y
const BLOCK_SCALAR = /[|>][+-]?\d?[ \t]*\r?\n/y
/** To the next blank; a quote ends it where a list or a line goes on behind it. */
const WORD = /(?:[^\s"'`,]|,(?!["'\\])|["'`](?![\s,\]})]|$))+/y
const LINE = /[^\r\n]+/y
const LONGEST = 16_384

/** The value that belongs to the key between `keyStart` and `keyEnd`, if one does. */
export function readValue(text: string, keyStart: number, keyEnd: number): Value | undefined {
  const at = behind(SEPARATOR, text, keyEnd) ?? behindFlag(text, keyStart, keyEnd)
  if (at === undefined) return undefined
  const quoteEnd = behind(OPENING_QUOTE, text, at)
  if (quoteEnd !== undefined) return quoted(text, at, quoteEnd)
  return /[^{[\r\n]/u.test(text[at] ?? '') ? unquoted(text, { keyStart, keyEnd, at }) : undefined
}

type Position = { readonly keyStart: number; readonly keyEnd: number; readonly at: number }

/** A word; in YAML the rest of the line, or the block below it. */
function unquoted(text: string, { keyStart, keyEnd, at }: Position): Value | undefined {
  const lineStart = lineStartBefore(text, keyStart)
  const isYaml = text.slice(keyEnd, at).includes(':') && isYamlKey(text.slice(lineStart, keyStart))
  const blockStart = isYaml ? behind(BLOCK_SCALAR, text, at) : undefined
  if (blockStart !== undefined) return block(text, lineStart, blockStart)

  const end = behind(isYaml ? LINE : WORD, text, at)
  return end === undefined ? undefined : { start: at, end, isQuoted: false }
}

function behind(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : undefined
}

/** `--db-password hunter2` */
function behindFlag(text: string, keyStart: number, keyEnd: number): number | undefined {
  const before = text.slice(Math.max(0, keyStart - 60), keyStart)
  return /(?:^|[\s"'])--?[\w.-]*$/u.test(before) ? behind(FLAG_SEPARATOR, text, keyEnd) : undefined
}

/** From the quote to the next one of the same kind that is not escaped deeper. */
function quoted(text: string, at: number, start: number): Value | undefined {
  const quote = text.slice(at, start)
  const limit = Math.min(text.length, start + LONGEST)
  for (let i = text.indexOf(quote, start); i !== -1 && i < limit; i = text.indexOf(quote, i + 1))
    if (text[i - 1] !== '\\' || i === start) return { start, end: i, isQuoted: true }
  const end = behind(LINE, text, start)
  return end === undefined ? undefined : { start, end, isQuoted: false }
}

/** Looks back a little way only: in a text of one long line, all the way each time would be quadratic. */
function lineStartBefore(text: string, at: number): number {
  const from = Math.max(0, at - 200)
  return from + text.slice(from, at).lastIndexOf('\n') + 1
}

/** A key at its place in YAML: nothing but indentation, a list dash and the beginning of the key before it. */
const isYamlKey = (before: string) => before.length < 200 && /^\s*(?:- +)?[\w./-]*$/u.test(before)

/** The lines below that are indented deeper than the key's own. */
function block(text: string, lineStart: number, start: number): Value | undefined {
  const own = indentation(text, lineStart)
  let end = start
  while (end < text.length && end - start < LONGEST) {
    const next = text.indexOf('\n', end)
    const lineEnd = next === -1 ? text.length : next
    const isBlank = text.slice(end, lineEnd).trim() === ''
    if (!isBlank && indentation(text, end) <= own) break
    end = Math.min(text.length, lineEnd + 1)
  }
  return end > start ? { start, end: Math.max(start + 1, end - 1), isQuoted: true } : undefined
}

function indentation(text: string, at: number): number {
  let i = at
  while (text[i] === ' ' || text[i] === '\t') i++
  return i - at
}
