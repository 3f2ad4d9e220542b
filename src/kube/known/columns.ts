import type { Watched } from '../../core/watched.ts'
import { age } from '../../core/words/kubectl-age.ts'
import { isRecord } from '../watch/path-tree.ts'

/** One column of a printed table. */
export type Column = {
  readonly name: string
  readonly wide: boolean
  readonly cell: (object: Watched, now: Date) => string
}

export const column = (name: string, cell: Column['cell']): Column => ({ name, wide: false, cell })
export const wide = (name: string, cell: Column['cell']): Column => ({ name, wide: true, cell })

export const NAME = column('Name', ({ name }) => name)
export const AGE = column('Age', ({ createdAt }, now) => age(createdAt, now))

/** What stands at a path of the object; kubectl's own word where nothing does. */
export function textAt(object: Watched, path: string, otherwise = '<none>'): string {
  const value = valueAt(object.body, path)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise
}

export const countAt = (object: Watched, path: string): number => {
  const value = valueAt(object.body, path)
  return typeof value === 'number' ? value : 0
}

export function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((found, key) => (isRecord(found) ? found[key] : undefined), value)
}

export function recordsAt(value: unknown, path: string): readonly Record<string, unknown>[] {
  const found = valueAt(value, path)
  return Array.isArray(found) ? found.filter(isRecord) : []
}
