import type { Clock } from '../../core/seams.ts'

/** How long work goes on before others get a turn. */
const SLICE_MS = 8

/** Lets everything else have its turn: before the first piece of work, and when the last time was a while ago. */
export type GiveWay = {
  isDue(): boolean
  now(): Promise<void>
}

export function createGiveWay(clock: Pick<Clock, 'monotonic'>): GiveWay {
  let ends = Number.NEGATIVE_INFINITY
  return {
    isDue: () => clock.monotonic() >= ends,
    async now() {
      await new Promise<void>((resolve) => setImmediate(resolve))
      ends = clock.monotonic() + SLICE_MS
    },
  }
}
