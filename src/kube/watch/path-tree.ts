import { fingerprintOf } from './fingerprint-of.ts'

/** Which parts of an object are kept: `true` is all of it. Through an array a path goes into every element. */
export type PathTree = Leaf | ReadonlyMap<string, PathTree>

type Leaf = true | 'hashed'

/** `status.conditions`, `spec.containers.name`; `[]` behind a list's name may be written and says nothing. */
export function pathTree(paths: readonly string[], hashed: readonly string[] = []): PathTree {
  const root: Branch = new Map()
  const stepsOf = (path: string) => path.replaceAll('[]', '').split('.')
  for (const path of paths) plant(root, stepsOf(path), true)
  for (const path of hashed) plant(root, stepsOf(path), 'hashed')
  return root
}

type Branch = Map<string, Leaf | Branch>

function plant(branch: Branch, [key = '', ...rest]: readonly string[], leaf: Leaf): void {
  const known = branch.get(key)
  if (known === true || known === 'hashed') return
  if (rest.length === 0) {
    branch.set(key, leaf)
    return
  }
  const next: Branch = known ?? new Map()
  branch.set(key, next)
  plant(next, rest, leaf)
}

/** The part of a value that the tree names; `undefined` when there is nothing of it. Shares what it can. */
export function prune(value: unknown, tree: PathTree): unknown {
  if (tree === true) return value
  if (tree === 'hashed') return fingerprintOf(value)
  if (Array.isArray(value)) return value.map((element: unknown) => prune(element, tree) ?? {})
  if (!isRecord(value)) return undefined
  const kept: Record<string, unknown> = {}
  for (const [key, below] of tree) {
    const found = value[key]
    const part = found === undefined || found === null ? undefined : prune(found, below)
    if (part !== undefined) kept[key] = part
  }
  return kept
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
