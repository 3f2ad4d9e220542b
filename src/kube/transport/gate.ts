import { WireFailure } from './failure.ts'
import { createTurns } from './turns.ts'

/** Lets `limit` tasks run at once. People take turns, so one who asks for 200 things does not hold up the others. */
export type Gate = {
  run<T>(user: string, signal: AbortSignal, task: () => Promise<T>): Promise<T>
  /** How many are not let in yet. */
  waiting(): number
}

export function createGate(limit: number, maxWaiting: number): Gate {
  const turns = createTurns()
  let running = 0

  async function enter(user: string, signal: AbortSignal): Promise<void> {
    if (running < limit) {
      running++
      return
    }
    if (turns.waiting() >= maxWaiting) throw new WireFailure('too-busy')
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const giveUp = turns.wait(user, resolve)
    const abort = () => {
      giveUp()
      reject(signal.reason)
    }
    signal.addEventListener('abort', abort, { once: true })
    await promise.finally(() => signal.removeEventListener('abort', abort))
  }

  /** Who leaves hands the slot straight to the next one, if anybody waits. */
  function leave(): void {
    const next = turns.next()
    if (next) next()
    else running--
  }

  return {
    waiting: turns.waiting,
    async run(user, signal, task) {
      signal.throwIfAborted()
      await enter(user, signal)
      try {
        return await task()
      } finally {
        leave()
      }
    },
  }
}
