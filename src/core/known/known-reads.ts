import type { CallContext, ClusterReader, Clusters } from '../cluster.ts'
import { UnavailableError } from '../errors.ts'
import type { Clock } from '../seams.ts'
import type { KnownTables } from './known-tables.ts'
import { createReviewMemory, type ReviewMemory } from './review-memory.ts'

type Parts = {
  readonly known: KnownTables
  readonly clock: Clock
  /** Default: one of its own. */
  readonly memory?: ReviewMemory
}

/**
 * The same clusters for those who only look: while one does not answer, tables are printed from what was watched, for
 * whom the cluster itself let read that in the last ten minutes. Never for a change: that needs what is true now.
 */
export function withKnownReads(clusters: Clusters, parts: Parts): Clusters {
  const { known, clock, memory = createReviewMemory(clock) } = parts
  return {
    ...clusters,
    open(cluster, context) {
      const session = clusters.open(cluster, context)
      return { ...session, reader: readerOf(session.reader, context, { known, memory }) }
    },
  }
}

type Behind = { readonly known: KnownTables; readonly memory: ReviewMemory }

function readerOf(
  reader: ClusterReader,
  { actor }: CallContext,
  { known, memory }: Behind,
): ClusterReader {
  const { cluster } = reader.info
  return {
    ...reader,
    async review(access) {
      const about = { cluster, actor, access }
      const answer = await unlessAway(reader.review(access), () =>
        memory.wasAllowed(about) ? { allowed: true } : undefined,
      )
      if (answer.isNow) memory.note(about, answer.value)
      return answer.value
    },
    async table(query) {
      const { value } = await unlessAway(reader.table(query), () => known.table(cluster, query))
      return value
    },
  }
}

/** What the cluster says; where it does not answer, what is known instead, if anything. */
async function unlessAway<T>(
  asking: Promise<T>,
  instead: () => T | undefined,
): Promise<{ readonly value: T; readonly isNow: boolean }> {
  try {
    return { value: await asking, isNow: true }
  } catch (error) {
    const value = error instanceof UnavailableError ? instead() : undefined
    if (value === undefined) throw error
    return { value, isNow: false }
  }
}
