import type { WatchState } from './watched.ts'

/** The lines of a Role that would let these kinds be watched: one for each API group. */
export function sayGrant(watches: readonly Pick<WatchState, 'resource'>[]): readonly string[] {
  const names = new Set(watches.map(({ resource }) => resource))
  const groups = Map.groupBy([...names], groupOf)
  return [...groups].map(([group, resources]) => {
    const plurals = resources.map((name) => name.split('.')[0]).join(', ')
    return `{ apiGroups: ['${group}'], resources: [${plurals}], verbs: [list, watch] }`
  })
}

const groupOf = (name: string): string => name.split('.').slice(1).join('.')
