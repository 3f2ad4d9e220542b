/** Which parts of an object are kept: `true` is all of it. Through an array a path goes into every element. */
export type PathTree = Leaf | PathBranch
export type PathBranch = readonly PathPart[]
type PathPart = { readonly key: string; readonly below: PathTree }

type Leaf = true | 'hashed'

/** `status.conditions`, `spec.containers.name`; `[]` behind a list's name may be written and says nothing. */
export function pathTree(paths: readonly string[], hashed: readonly string[] = []): PathBranch {
  const root: Branch = []
  for (const path of paths) plant(root, keysOf(path), true)
  for (const path of hashed) plant(root, keysOf(path), 'hashed')
  return root
}

/** All of what these keys lead to; keys may hold dots. */
export function keyTree(paths: readonly (readonly string[])[]): PathBranch {
  const root: Branch = []
  for (const keys of paths) plant(root, keys, true)
  return root
}

/** The keys of a path, one after the other. */
export const keysOf = (path: string): readonly string[] => path.replaceAll('[]', '').split('.')

type Branch = Part[]
type Part = { readonly key: string; below: Leaf | Branch }

function plant(branch: Branch, [key = '', ...rest]: readonly string[], leaf: Leaf): void {
  const isLast = rest.length === 0
  let part = branch.find((one) => one.key === key)
  if (part && !Array.isArray(part.below)) return
  if (!part) branch.push((part = { key, below: isLast ? leaf : [] }))
  else if (isLast) part.below = leaf
  if (Array.isArray(part.below)) plant(part.below, rest, leaf)
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
