import type { Mode } from './mode.ts'

type Memory = { readonly limit: string | undefined; readonly isDeclared: boolean }

/** What a missing or present limit says about running out of memory. */
export const MEMORY_MODES: readonly Mode<Memory>[] = [
  {
    id: 'memory-limit-reached',
    fits: ({ limit }) => limit !== undefined,
    likely: 'It used all the memory its limit allows: the limit is too low, or it leaks.',
    nextStep: 'Compare its use over time with the limit; raise the limit if the use is honest.',
  },
  {
    id: 'node-out-of-memory',
    fits: ({ isDeclared }) => isDeclared,
    likely: 'It has no memory limit, so the node itself ran out of memory.',
    nextStep: 'Set a memory request and limit; look at what else uses the node’s memory.',
  },
]
