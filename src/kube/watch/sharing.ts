import type { Watched } from '../../core/watched.ts'
import { createInterner } from './interner.ts'
import { createKeepValue } from './keep-value.ts'
import { isRecord, type PathTree } from './path-tree.ts'
import { readOwners } from './read-owners.ts'
import { createShareText } from './share-text.ts'

type Labels = Watched['labels']
type Owners = Watched['owners']
type Body = Watched['body']
type Before = Watched | undefined

/** Parts of objects as they are kept: one copy of what repeats, and of what was so before. */
export type Sharing = {
  text(value: string): string
  created(found: unknown, before: Before): string
  labels(found: unknown, before: Before): Labels
  /** Those of these keys. */
  annotations(found: unknown, keys: readonly string[]): Labels
  owners(found: unknown, before: Before): Owners
  body(raw: unknown, before: Before, tree: PathTree): Body
}

/** Texts are cut behind `longest` characters. */
export function createSharing(longest: number): Sharing {
  const labels = createInterner<Labels>()
  const owners = createInterner<Owners>()
  const text = createShareText(longest)
  const keep = createKeepValue(text)
  return {
    text,
    created(found, before) {
      if (before && found === before.createdAt) return before.createdAt
      return typeof found === 'string' ? found : ''
    },
    labels(found, before) {
      if (!isRecord(found)) return NONE
      if (before && areAlike(found, before.labels)) return before.labels
      return labels(JSON.stringify(found), () => readLabels(found))
    },
    annotations: readAnnotations,
    owners(found, before) {
      if (!Array.isArray(found)) return NOBODY
      const read = readOwners(found)
      if (before && areSameOwners(read, before.owners)) return before.owners
      return owners(JSON.stringify(read), () => read)
    },
    body(raw, before, tree) {
      const kept = keep(raw, before?.body, tree)
      return isRecord(kept) ? kept : {}
    },
  }
}

const NONE: Labels = Object.freeze({})
const NOBODY: Owners = Object.freeze([])

function readLabels(found: Record<string, unknown>): Labels {
  return Object.fromEntries(
    Object.entries(found).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  )
}

function readAnnotations(found: unknown, keys: readonly string[]): Labels {
  if (keys.length === 0 || !isRecord(found)) return NONE
  const kept = keys.flatMap((key) => {
    const value = Object.hasOwn(found, key) ? found[key] : undefined
    return typeof value === 'string' ? [[key, value] as const] : []
  })
  return kept.length === 0 ? NONE : Object.fromEntries(kept)
}

const areSameOwners = (a: Owners, b: Owners) =>
  a.length === b.length && a.every((owner, i) => areAlike(owner, b[i] ?? {}))

type Fields = Readonly<Record<string, unknown>>

/** The same plain values under the same keys. */
function areAlike(a: Fields, b: Fields): boolean {
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && a[key] === b[key])
  )
}
