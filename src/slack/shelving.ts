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
  let waiting: Offer[] = []
  let writing: Promise<void> = Promise.resolve()
  let isDue = false

  const write = async () => {
    const batch = waiting
    if (batch.length === 0) return
    waiting = []
    try {
      await shelf.keep(batch)
    } catch (error) {
      log.warn({ err: error, offers: batch.length }, 'Buttons cannot be stored for now')
      waiting = [...batch, ...waiting].slice(-MOST_WAITING)
      writeIn(LATER_MS)
    }
  }
  const settled = () => (writing = writing.then(write))
  const writeIn = (ms: number) => {
    if (isDue) return
    isDue = true
    clock.after(ms, () => {
      isDue = false
      void settled()
    })
  }

  return {
    add(offer) {
      waiting.push(offer)
      if (waiting.length > MOST_WAITING) waiting.shift()
      writeIn(SOON_MS)
    },
    settled,
  }
}
