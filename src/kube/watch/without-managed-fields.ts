/**
 * With the comma before it this is a key and nothing else: in a string every quote has a backslash before it, and
 * no string goes on behind its closing quote.
 */
const KEY = Buffer.from(',"managedFields":[')
const QUOTE = 34
const BACKSLASH = 92
const OPEN = 91
const CLOSE = 93

/**
 * Cuts `managedFields` out of JSON before it is parsed: nobody here reads them, and they are a third of an object.
 * Writes into `bytes`. What is not whole stays as it is, for the parser to refuse.
 */
export function withoutManagedFields(bytes: Buffer): Buffer {
  let from = bytes.indexOf(KEY)
  if (from < 0) return bytes
  let written = from
  while (from >= 0) {
    const end = endOfArray(bytes, from + KEY.length)
    if (end < 0) return joined(bytes, written, from)
    const next = bytes.indexOf(KEY, end)
    const until = next < 0 ? bytes.length : next
    bytes.copyWithin(written, end, until)
    written += until - end
    from = next
  }
  return bytes.subarray(0, written)
}

/** What was kept so far, and the rest untouched. */
const joined = (bytes: Buffer, written: number, from: number): Buffer =>
  Buffer.concat([bytes.subarray(0, written), bytes.subarray(from)])

/** Index behind the `]` that closes the array, -1 when there is none. */
function endOfArray(bytes: Buffer, from: number): number {
  let depth = 1
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) at = endOfString(bytes, at + 1)
    else if (byte === OPEN) depth++
    else if (byte === CLOSE && --depth === 0) return at + 1
  }
  return -1
}

/** Index of the closing quote. */
function endOfString(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
  return at
}
