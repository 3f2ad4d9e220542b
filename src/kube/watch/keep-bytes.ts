import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  endOfKey,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
  skipSpace,
  skipString,
  skipValue,
} from './json-bytes.ts'
import type { PathTree } from './path-tree.ts'

/** Cuts out of JSON what a tree does not name. Writes into `bytes`; says how many are left, -1 when it is no whole JSON. */
export type KeepBytes = (bytes: Uint8Array) => number

/**
 * Most of an object is of no interest, and not to parse it is the largest saving there is: brackets and quotes are
 * all that is looked at. A member stays when its key is named, or cannot be told by its bytes; whoever parses the
 * rest prunes it. What is cut may be malformed unseen, as long as it is balanced.
 */
export function createKeepBytes(tree: PathTree): KeepBytes {
  const names = namesOf(tree)
  return (bytes) => {
    const cut: Cut = { bytes, at: skipSpace(bytes, 0), out: 0 }
    const isWhole = keepValue(cut, names) && skipSpace(bytes, cut.at) === bytes.length
    return isWhole ? cut.out : -1
  }
}

/** What is at `at` is read next; what is kept so far ends at `out`, which never is beyond. */
type Cut = { readonly bytes: Uint8Array; at: number; out: number }

/** The keys of one object by their length; `true` is all of it. */
type Names = true | Keys
type Keys = readonly (readonly Name[] | undefined)[]
type Name = { readonly key: Uint8Array; readonly below: Names }

function namesOf(tree: PathTree): Names {
  if (tree === true || tree === 'hashed') return true
  const keys = tree.map(({ key, below }) => ({ key: bytesOf(key), below: namesOf(below) }))
  const longest = Math.max(0, ...keys.map(({ key }) => key.length))
  return Array.from({ length: longest + 1 }, (_, length) => {
    const those = keys.filter(({ key }) => key.length === length)
    return those.length > 0 ? those : undefined
  })
}

/** Of the same class as what they are compared with: one class is faster to read than two. */
const bytesOf = (text: string): Uint8Array => Buffer.from(text)

function keepValue(cut: Cut, names: Names): boolean {
  const first = cut.bytes[cut.at]
  if (names !== true && first === OPEN_OBJECT) return keepObject(cut, names)
  if (names !== true && first === OPEN_LIST) return keepList(cut, names)
  return keepUntil(cut, skipValue(cut.bytes, cut.at))
}

function keepObject(cut: Cut, names: Keys): boolean {
  const { bytes } = cut
  const from = cut.out
  keepByte(cut)
  cut.at = skipSpace(bytes, cut.at)
  if (bytes[cut.at] === CLOSE_OBJECT) return keepByte(cut)
  for (;;) {
    if (bytes[cut.at] !== QUOTE || !keepMember(cut, names, cut.out > from + 1)) return false
    cut.at = skipSpace(bytes, cut.at)
    if (bytes[cut.at] !== COMMA) return bytes[cut.at] === CLOSE_OBJECT && keepByte(cut)
    cut.at = skipSpace(bytes, cut.at + 1)
  }
}

function keepMember(cut: Cut, names: Keys, isNext: boolean): boolean {
  const { bytes, at } = cut
  const end = endOfKey(bytes, at)
  const isPlain = bytes[end] === QUOTE
  const below = isPlain ? find(names, cut, end) : true
  const behind = isPlain ? end + 1 : skipString(bytes, at)
  const colon = skipSpace(bytes, behind)
  if (behind < 0 || bytes[colon] !== COLON) return false
  const value = skipSpace(bytes, colon + 1)
  if (below === undefined) {
    cut.at = skipValue(bytes, value)
    return cut.at >= 0
  }
  if (isNext) bytes[cut.out++] = COMMA
  if (below === true) return keepUntil(cut, skipValue(bytes, value))
  keepUntil(cut, value)
  return keepValue(cut, below)
}

/** What is kept below the key between `at` and `end`; `undefined`: nothing. */
function find(names: Keys, { bytes, at }: Cut, end: number): Names | undefined {
  const those = names[end - at - 1]
  if (those === undefined) return undefined
  for (let i = 0; i < those.length; i++) {
    const name = those[i]
    if (name && isAt(bytes, at + 1, name.key)) return name.below
  }
  return undefined
}

function isAt(bytes: Uint8Array, from: number, key: Uint8Array): boolean {
  for (let i = 0; i < key.length; i++) if (bytes[from + i] !== key[i]) return false
  return true
}

/** A list within a list is kept whole: nothing that is kept has one. */
function keepList(cut: Cut, names: Keys): boolean {
  const { bytes } = cut
  keepByte(cut)
  cut.at = skipSpace(bytes, cut.at)
  if (bytes[cut.at] === CLOSE_LIST) return keepByte(cut)
  for (;;) {
    if (!keepValue(cut, bytes[cut.at] === OPEN_LIST ? true : names)) return false
    cut.at = skipSpace(bytes, cut.at)
    if (bytes[cut.at] !== COMMA) return bytes[cut.at] === CLOSE_LIST && keepByte(cut)
    keepByte(cut)
    cut.at = skipSpace(bytes, cut.at)
  }
}

function keepByte(cut: Cut): true {
  cut.bytes[cut.out++] = cut.bytes[cut.at++] ?? 0
  return true
}

/** From so many bytes on a call into the engine is faster than a loop. */
const MANY = 64

function keepUntil(cut: Cut, end: number): boolean {
  const { bytes, at, out } = cut
  if (end < 0) return false
  if (end - at >= MANY) bytes.copyWithin(out, at, end)
  else for (let i = 0; i < end - at; i++) bytes[out + i] = bytes[at + i] ?? 0
  cut.out = out + end - at
  cut.at = end
  return true
}
