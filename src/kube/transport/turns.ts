type Enter = () => void

/** A queue in which people, not their calls, take turns. */
export type Turns = {
  waiting(): number
  /** Queues up; the returned function leaves the queue again. */
  wait(user: string, enter: Enter): () => void
  /** Takes out whose turn it is. */
  next(): Enter | undefined
}

export function createTurns(): Turns {
  // A Map keeps insertion order: its first key is whose turn it is.
  const queues = new Map<string, readonly Enter[]>()
  let waiting = 0

  function put(user: string, queue: readonly Enter[]): void {
    if (queue.length === 0) queues.delete(user)
    else queues.set(user, queue)
  }

  return {
    waiting: () => waiting,
    wait(user, enter) {
      put(user, [...(queues.get(user) ?? []), enter])
      waiting++
      return () => {
        const queue = queues.get(user) ?? []
        const rest = queue.filter((other) => other !== enter)
        waiting -= queue.length - rest.length
        put(user, rest)
      }
    },
    next() {
      const [turn] = queues
      if (!turn) return undefined
      const [user, [enter, ...rest]] = turn
      queues.delete(user)
      put(user, rest) // to the back: everybody else comes first
      waiting--
      return enter
    },
  }
}
