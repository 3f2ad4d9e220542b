import type { LifeSigns } from '../../src/core/incidents/life-signs.ts'

/** The store's promise about who looked last, kept in memory. */
export function memoryLife(): LifeSigns {
  let last: Date | undefined
  return {
    last: async () => last,
    beat: async (at) => {
      if (!last || at > last) last = at
    },
  }
}
