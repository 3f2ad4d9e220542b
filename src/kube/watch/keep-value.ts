import { fingerprintOf } from './fingerprint-of.ts'
import { isRecord, type PathBranch, type PathTree } from './path-tree.ts'

/** The part of a fresh value that the tree names; what of it was so before is what was there before. */
export type KeepValue = (value: unknown, before: unknown, tree: PathTree) => unknown

/**
 * Two versions of an object share what they have in common: most of a new version is dropped at once, and what did
 * not change need not be kept, moved and collected. Whoever compares can do so by identity.
 */
export function createKeepValue(shareText: (text: string) => string): KeepValue {
  const keepWhole = createKeepWhole(shareText)

  const keep: KeepValue = (value, before, tree) => {
    if (tree === true) return keepWhole(value, before)
    if (tree === 'hashed') return keepWhole(fingerprintOf(value), before)
    if (isList(value)) return keepEach(value, before, (one, was) => keep(one, was, tree) ?? NOTHING)
    return isRecord(value)
      ? keepParts(value, isRecord(before) ? before : undefined, tree)
      : undefined
  }

  /** In place where nothing is left out: what JSON.parse made is as large as it must be, and not larger. */
  function keepParts(value: Fields, before: Fields | undefined, tree: PathBranch): unknown {
    let isSame = before !== undefined
    let count = 0
    for (const { key, below } of tree) {
      const found = value[key]
      const was = before?.[key]
      const part = found === undefined || found === null ? undefined : keep(found, was, below)
      if (found !== undefined) value[key] = part
      if (part !== undefined) count++
      if (part !== was) isSame = false
    }
    if (isSame) return before
    if (count === 0) return NOTHING
    return Object.keys(value).length === count ? value : only(value, tree)
  }
  return keep
}

const NOTHING = Object.freeze({})

function only(value: Fields, tree: PathBranch): Fields {
  const kept: Fields = {}
  for (const { key } of tree) if (value[key] !== undefined) kept[key] = value[key]
  return kept
}

type Fields = Record<string, unknown>
type KeepWhole = (value: unknown, before: unknown) => unknown

/** Writes into the value, which nobody else has. */
function createKeepWhole(shareText: (text: string) => string): KeepWhole {
  const keep: KeepWhole = (value, before) => {
    if (typeof value === 'string') return value === before ? before : shareText(value)
    if (isList(value)) return keepEach(value, before, keep)
    return isRecord(value) ? keepFields(value, isRecord(before) ? before : undefined) : value
  }
  function keepFields(value: Fields, before: Fields | undefined): unknown {
    const keys = Object.keys(value)
    if (keys.length === 0) return NOTHING
    let isSame = before !== undefined && Object.keys(before).length === keys.length
    for (const key of keys) {
      const was = before && Object.hasOwn(before, key) ? before[key] : undefined
      value[key] = keep(value[key], was)
      if (value[key] !== was) isSame = false
    }
    return isSame ? before : value
  }
  return keep
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

function keepEach(value: readonly unknown[], before: unknown, keep: KeepWhole): unknown {
  const was = isList(before) ? before : []
  const kept = value.map((one, i) => keep(one, was[i]))
  return kept.length === was.length && kept.every((one, i) => one === was[i]) ? was : kept
}
