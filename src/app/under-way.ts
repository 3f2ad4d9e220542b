/** What is being done, so that nothing is taken away from under it. */
export type UnderWay = {
  /** Does it, and counts it until it ended. */
  hold<T>(work: () => Promise<T>): Promise<T>
  /** What is under way at this moment has ended. */
  ended(): Promise<void>
}

export function createUnderWay(): UnderWay {
  const running = new Set<Promise<unknown>>()
  return {
    hold: (work) => {
      const one = work().finally(() => running.delete(one))
      running.add(one)
      return one
    },
    ended: async () => void (await Promise.allSettled(running)),
  }
}
