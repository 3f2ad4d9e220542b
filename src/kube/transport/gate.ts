import { WireFailure } from './failure.ts'

type Waiting = { readonly enter: () => void }

/** Lets `limit` tasks run at once. People take turns, so one who asks for 200 things does not hold up the others. */
export type Gate = {
  run<T>(user: string, signal: AbortSignal, task: () => Promise<T>): Promise<T>
}

export function createGate(limit: number, maxWaiting: number): Gate {
  // A Map keeps insertion order: its first key is whose turn it is.
  const queues = new Map<string, Waiting[]>()
  let running = 0
  let waiting = 0

  async function enter(user: string, signal: AbortSignal): Promise<void> {
    if (running < limit) {
      running++
      return
    }
    if (waiting >= maxWaiting) throw new WireFailure('too-busy')
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const place = { enter: resolve }
    const giveUp = () => {
      remove(user, place)
      reject(signal.reason)
    }
    queues.set(user, [...(queues.get(user) ?? []), place])
    waiting++
    signal.addEventListener('abort', giveUp, { once: true })
    await promise.finally(() => signal.removeEventListener('abort', giveUp))
  }

  function leave(): void {
    const [turn] = queues
    if (!turn) {
      running--
      return
    }
    const [user, queue] = turn
    const [next, ...rest] = queue
    queues.delete(user)
    if (rest.length > 0) queues.set(user, rest) // to the back: everybody else comes first
    waiting--
    next?.enter()
  }

  function remove(user: string, place: Waiting): void {
    const rest = (queues.get(user) ?? []).filter((other) => other !== place)
    if (rest.length > 0) queues.set(user, rest)
    else queues.delete(user)
    waiting--
  }

  return {
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
