import type { Revision } from './revisions.ts'

/**
 * The revision to go back to, of those that are kept, newest first: Kubernetes remembers of none whether it was well.
 * Where a rollout got stuck, the one before it still has pods that are; else it is the newest with other images: a
 * restart makes a revision too.
 */
export function lastGood(revisions: readonly Revision[]): Revision | undefined {
  const [current, ...earlier] = revisions
  if (!current) return undefined
  const images = imagesOf(current).join()
  return (
    earlier.find(({ available = 0 }) => available > 0) ??
    earlier.find((one) => imagesOf(one).join() !== images) ??
    earlier[0]
  )
}

/** `web:1.4`, one for each container. */
export const imagesOf = ({ template }: Revision): readonly string[] =>
  (template.spec?.containers ?? []).map(({ image }) => image ?? '')
