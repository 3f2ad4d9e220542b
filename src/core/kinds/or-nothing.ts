import { DeckwatchError } from '../errors.ts'

/** For reads that only make an answer better: whoever may not list, or cannot just now, gets it without. */
export async function orNothing<T>(
  listing: Promise<{ readonly items: readonly T[] }>,
): Promise<readonly T[]> {
  try {
    return (await listing).items
  } catch (error) {
    if (error instanceof DeckwatchError) return []
    throw error
  }
}
