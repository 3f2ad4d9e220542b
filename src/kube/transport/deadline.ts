import type { Clock } from '../../core/seams.ts'
import { WireFailure } from './failure.ts'

/** A signal that aborts with a WireFailure: `late` after `ms`, `cancelled` when `outer` does. Always `release` it. */
export function createDeadline(
  clock: Clock,
  ms: number,
  outer?: AbortSignal,
): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController()
  const cancelTimer = clock.after(ms, () => controller.abort(new WireFailure('late')))
  const cancel = () => controller.abort(new WireFailure('cancelled', { cause: outer?.reason }))
  if (outer?.aborted) cancel()
  outer?.addEventListener('abort', cancel, { once: true })
  return {
    signal: controller.signal,
    release() {
      cancelTimer()
      outer?.removeEventListener('abort', cancel)
    },
  }
}
