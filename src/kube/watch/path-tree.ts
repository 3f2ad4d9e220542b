/** Which parts of an object are kept: `true` is all of it. Through an array a path goes into every element. */
export type PathTree = Leaf | PathBranch
export type PathBranch = ReadonlyMap<string, PathTree>

type Leaf = true | 'hashed'

/** `status.conditions`, `spec.containers.name`; `[]` behind a list's name may be written and says nothing. */
export function pathTree(paths: readonly string[], hashed: readonly string[] = []): PathBranch {
  const root: Branch = new Map()
  for (const path of paths) plant(root, keysOf(path), true)
  for (const path of hashed) plant(root, keysOf(path), 'hashed')
  return root
}

/** All of what these keys lead to; keys may hold dots. */
export function keyTree(paths: readonly (readonly string[])[]): PathBranch {
  const root: Branch = new Map()
  for (const keys of paths) plant(root, keys, true)
  return root
}

/** The keys of a path, one after the other. */
export const keysOf = (path: string): readonly string[] => path.replaceAll('[]', '').split('.')

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

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
