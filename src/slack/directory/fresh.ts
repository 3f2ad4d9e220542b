import type { Clock } from '../../core/seams.ts'

type Options<V> = {
  readonly load: (key: string) => Promise<V>
  readonly clock: Clock
  /** Older than this is refreshed behind the answer. */
  readonly freshMs: number
  /** Older than this is never served: the asker waits for a new one, and gets the error when there is none. */
  readonly ttlMs: number
  readonly capacity: number
  readonly onError: (error: unknown) => void
}

type Held<V> = { readonly value: V; readonly at: number }

/** Answers with a value that is at most so old; by default, with any that is served at all. */
export type Fresh<V> = (key: string, maxAgeMs?: number) => Promise<V>

/** A look-up that is answered from memory and refreshed off the request path; one load per key at a time. */
export function createFresh<V>(options: Options<V>): Fresh<V> {
  const { load, clock, freshMs, ttlMs, capacity, onError } = options
  const held = new Map<string, Held<V>>()
  const loading = new Map<string, Promise<V>>()

  const reload = (key: string): Promise<V> => {
    const running = loading.get(key)
    if (running) return running
    const started = load(key)
      .then((value) => {
        held.delete(key)
        held.set(key, { value, at: clock.monotonic() })
        for (const oldest of held.keys()) if (held.size > capacity) held.delete(oldest)
        return value
      })
      .finally(() => loading.delete(key))
    loading.set(key, started)
    return started
  }

  return async (key, maxAgeMs = ttlMs) => {
    const known = held.get(key)
    const age = known ? clock.monotonic() - known.at : Infinity
    if (!known || age >= Math.min(maxAgeMs, ttlMs)) return reload(key)
    if (age >= freshMs) reload(key).catch(onError)
    return known.value
  }
}
