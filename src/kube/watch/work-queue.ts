import type { Clock } from '../../core/seams.ts'
import { createGiveWay } from './give-way.ts'
import { createRetries } from './retries.ts'

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
  /** Without a promise it is done at once, and the next one need not wait for its turn. */
  readonly work: (key: string) => void | Promise<void>
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
      if (giveWay.isDue()) await giveWay.now()
      if (stopped) break
      waiting.delete(key)
      try {
        const working = work(key)
        if (working) await working
        retries.forget(key)
      } catch {
        putOff(key)
      }
    }
    running = undefined
  }
  function putOff(key: string): void {
    waiting.delete(key)
    if (!stopped && !retries.again(key, () => add(key))) onGiveUp(key)
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
