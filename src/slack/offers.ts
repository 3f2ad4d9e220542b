import type { Place } from '../core/request.ts'
import type { Clock, Ids } from '../core/seams.ts'

/** Words behind buttons. A button carries an id and no authority: whoever presses it says the words. */
export type Offers = {
  /** An opaque id for these words in this place; the same words in the same place keep their id. */
  remember(words: string, place: Place): string
  /** The words, as often as asked, until they are too old. Undefined when unknown. */
  look(id: string): string | undefined
}

type Options = {
  readonly clock: Clock
  readonly ids: Ids
  /** How many are kept; the oldest goes first. Default 20,000. */
  readonly capacity?: number
  /** How long, in milliseconds. Default 24 h. */
  readonly ttlMs?: number
}

type Offer = { readonly words: string; readonly key: string; readonly at: number }

export function createOffers(options: Options): Offers {
  const { clock, ids, capacity = 20_000, ttlMs = 24 * 3_600_000 } = options
  const offers = new Map<string, Offer>()
  const idByKey = new Map<string, string>()

  const forget = (id: string, { key }: Offer) => {
    offers.delete(id)
    if (idByKey.get(key) === id) idByKey.delete(key)
  }
  const isOld = ({ at }: Offer) => clock.monotonic() - at >= ttlMs

  const forgetOld = () => {
    for (const [id, offer] of offers) {
      if (offers.size <= capacity && !isOld(offer)) return
      forget(id, offer)
    }
  }

  return {
    remember(words, place) {
      const key = JSON.stringify([place.channelId, place.threadTs ?? '', words])
      const id = idByKey.get(key) ?? ids.opaque()
      // Put again, so that what is still shown is the youngest.
      offers.delete(id)
      offers.set(id, { words, key, at: clock.monotonic() })
      idByKey.set(key, id)
      forgetOld()
      return id
    },
    look(id) {
      const offer = offers.get(id)
      return offer && !isOld(offer) ? offer.words : undefined
    },
  }
}
