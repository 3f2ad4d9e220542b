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
  if ((first | CURLY) === OPEN_OBJECT) return skipNested(bytes, from)
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
