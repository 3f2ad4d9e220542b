import type { Offer, OfferShelf } from '../core/offer-shelf.ts'
import type { Clock, Log } from '../core/seams.ts'

type Parts = { readonly shelf: OfferShelf; readonly clock: Clock; readonly log: Log }

/** Puts offers on the shelf behind the answer, many at once. */
export type Shelving = {
  add(offer: Offer): void
  /** Resolves when all so far is there, or could not be put there for now. Never rejects. */
  settled(): Promise<void>
}

const SOON_MS = 50
const LATER_MS = 5_000
/** While the store is away: the oldest go first. They still work from memory. */
const MOST_WAITING = 5_000

export function createShelving({ shelf, clock, log }: Parts): Shelving {
  const waiting = new Map<string, Offer>()
  let writing: Promise<void> | undefined
  let isDue = false

  const write = async () => {
    const batch = [...waiting.values()]
    waiting.clear()
    try {
      await shelf.keep(batch)
    } catch (error) {
      log.warn({ err: error, offers: batch.length }, 'Buttons cannot be stored for now')
      for (const offer of batch.slice(-MOST_WAITING)) waiting.set(offer.id, offer)
      isDue = false
      schedule(LATER_MS)
    }
  }
  const flush = async () => {
    await writing
    if (waiting.size === 0) return
    writing ??= write().finally(() => {
      writing = undefined
    })
    await writing
  }
  const schedule = (ms: number) => {
    if (isDue) return
    isDue = true
    clock.after(ms, () => {
      isDue = false
      void flush()
    })
  }

  return {
    add(offer) {
      const [oldest] = waiting.keys()
      if (waiting.size >= MOST_WAITING && oldest !== undefined) waiting.delete(oldest)
      waiting.set(offer.id, offer)
      schedule(SOON_MS)
    },
    settled: flush,
  }
}
