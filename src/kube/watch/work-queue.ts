import type { Clock } from '../../core/seams.ts'
import { createRetries } from './retries.ts'

/** How long the work goes on before others get a turn. */
const SLICE_MS = 8

/**
 * Keys that wait for their work, each once, first come, first served. What fails comes again after 0.5 s, doubling,
 * four times; meanwhile the others go on.
 */
export type WorkQueue = {
  add(key: string): void
  /** Nothing begins after it; resolves when the work under way is done. */
  stop(): Promise<void>
}

type Parts = {
  readonly clock: Clock
  readonly work: (key: string) => Promise<void>
  readonly onGiveUp: (key: string) => void
}

export function createWorkQueue({ clock, work, onGiveUp }: Parts): WorkQueue {
  const waiting = new Set<string>()
  const retries = createRetries(clock)
  let running: Promise<void> | undefined
  let stopped = false

  function add(key: string): void {
    if (stopped || retries.pends(key)) return
    waiting.add(key)
    running ??= drain()
  }
  async function drain(): Promise<void> {
    const giveWay = createGiveWay(clock)
    for (const key of waiting) {
      await giveWay()
      if (stopped) break
      waiting.delete(key)
      await attempt(key)
    }
    running = undefined
  }
  async function attempt(key: string): Promise<void> {
    try {
      await work(key)
      retries.forget(key)
    } catch {
      waiting.delete(key)
      if (!stopped && !retries.again(key, () => add(key))) onGiveUp(key)
    }
  }
  return {
    add,
    async stop() {
      stopped = true
      retries.stop()
      await running
    },
  }
}

/** Lets everything else have its turn, when the last time was a while ago. */
function createGiveWay(clock: Clock): () => Promise<void> {
  let ends = Number.NEGATIVE_INFINITY
  return async () => {
    if (clock.monotonic() < ends) return
    await new Promise<void>((resolve) => setImmediate(resolve))
    ends = clock.monotonic() + SLICE_MS
  }
}
