import type { Outbox, PostedAt } from '../../core/delivery.ts'

/** Where messages are, as far as this process posted or edited them; else the store knows. */
export type Places = {
  put(key: string, posted: PostedAt): void
  known(key: string): PostedAt | undefined
  /** Throws UnavailableError. */
  find(key: string): Promise<PostedAt | undefined>
}

const KEPT = 5_000

export function createPlaces(outbox: Pick<Outbox, 'posted'>): Places {
  const places = new Map<string, PostedAt>()

  return {
    put(key, posted) {
      places.delete(key)
      places.set(key, posted)
      const [oldest] = places.keys()
      if (places.size > KEPT && oldest !== undefined) places.delete(oldest)
    },
    known: (key) => places.get(key),
    find: async (key) => places.get(key) ?? outbox.posted(key),
  }
}
