import type { EmbeddedCluster } from '../../playground/cluster/embedded-cluster.ts'
import type { RequestLine } from '../../playground/cluster/page-model.ts'

/** Asked for somebody. What the bot asks for itself, it asks at any time. */
export const isForSomebody = ({ impersonated }: RequestLine): boolean => impersonated !== undefined

/** Rehearsals count, too. */
export const isPatch = ({ method }: RequestLine): boolean => method === 'PATCH'

/** How many requests like this came to the clusters, from now on; what is read of them later are the last ones only. */
export function countRequests(
  clusters: readonly EmbeddedCluster[],
  isLike: (line: RequestLine) => boolean,
): () => number {
  let count = 0
  for (const cluster of clusters) cluster.onRequest((line) => void (isLike(line) && count++))
  return () => count
}
