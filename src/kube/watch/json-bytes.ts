/** What JSON is made of, as bytes. */
export const QUOTE = 34
export const COMMA = 44
export const COLON = 58
export const OPEN_LIST = 91
export const CLOSE_LIST = 93
export const OPEN_OBJECT = 123
export const CLOSE_OBJECT = 125
const BACKSLASH = 92
const SPACE = 32
const SPACES = new Set([SPACE, 9, 10, 13])
/** `[` and `{` differ from each other, and `]` and `}`, by this bit alone. */
const CURLY = 32
const SMALL = 32
const SMALL_A = 97
const SMALL_Z = 122

/** Index of the next byte that is no white space. */
export function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && isSpace(bytes[at] ?? 0)) at++
  return at
}

const isSpace = (byte: number) => byte <= SPACE && SPACES.has(byte)

/** Index behind the value that begins here; -1 when it does not end. Looks at brackets and quotes only. */
export function skipValue(bytes: Uint8Array, from: number): number {
  const first = bytes[from] ?? 0
  if (first === QUOTE) return skipString(bytes, from)
  if (first === OPEN_LIST) return skipList(bytes, from)
  if (first === OPEN_OBJECT) return skipNested(bytes, from)
  return skipScalar(bytes, from)
}

/** Index behind the closing quote; -1 without one. */
export function skipString(bytes: Uint8Array, from: number): number {
  const end = bytes.length
  let at = from + 1
  while (at < end) {
    const byte = bytes[at++]
    if (byte === QUOTE) return at
    if (byte === BACKSLASH) at++
  }
  return -1
}

/** Index of the quote that ends the key which begins here, or of the first escape in it; the length when there is none. */
export function endOfKey(bytes: Uint8Array, from: number): number {
  let at = from + 1
  while (at < bytes.length && bytes[at] !== QUOTE && bytes[at] !== BACKSLASH) at++
  return at
}

/**
 * The engine finds a byte many times faster than a loop does. A list without a list in it ends at the first bracket
 * that is in no string, and one before `,"x` or `},"x` is in none: no letter follows a quote that ends a string.
 */
function skipList(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(CLOSE_LIST, from)
  const inner = bytes.indexOf(OPEN_LIST, from + 1)
  const isFlat = end >= 0 && (inner < 0 || inner > end)
  return isFlat && isBeforeKey(bytes, end + 1) ? end + 1 : skipNested(bytes, from)
}

function isBeforeKey(bytes: Uint8Array, from: number): boolean {
  const comma = bytes[from] === CLOSE_OBJECT ? from + 1 : from
  return bytes[comma] === COMMA && bytes[comma + 1] === QUOTE && isLetter(bytes[comma + 2] ?? 0)
}

const isLetter = (byte: number) => (byte | SMALL) >= SMALL_A && (byte | SMALL) <= SMALL_Z

function skipNested(bytes: Uint8Array, from: number): number {
  const end = bytes.length
  let depth = 0
  let at = from
  while (at < end) {
    const byte = bytes[at++] ?? 0
    if (byte === QUOTE) at = skipString(bytes, at - 1)
    else if ((byte | CURLY) === OPEN_OBJECT) depth++
    else if ((byte | CURLY) === CLOSE_OBJECT && --depth === 0) return at
    if (at < 0) return -1
  }
  return -1
}

function skipScalar(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && !endsScalar(bytes[at] ?? 0)) at++
  return at === from ? -1 : at
}

const endsScalar = (byte: number) =>
  byte <= SPACE || byte === COMMA || (byte | CURLY) === CLOSE_OBJECT || byte === QUOTE
