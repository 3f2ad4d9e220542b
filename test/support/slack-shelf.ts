import { UnavailableError } from '../../src/core/errors.ts'
import type { Offer, OfferShelf } from '../../src/core/offer-shelf.ts'
import { text } from '../../src/core/text.ts'

export type SlackShelf = OfferShelf & {
  readonly offers: Map<string, Offer>
  /** How many were put there at once, each time. */
  readonly batches: number[]
  /** From now on every use fails, or works again. */
  away: boolean
}

/** The store's promises about offers, kept in memory. */
export function slackShelf(): SlackShelf {
  const throwIfAway = () => {
    if (shelf.away) throw new UnavailableError('store-unavailable', text`The store is away.`)
  }
  const shelf: SlackShelf = {
    offers: new Map(),
    batches: [],
    away: false,
    async keep(offers) {
      throwIfAway()
      shelf.batches.push(offers.length)
      for (const offer of offers) shelf.offers.set(offer.id, offer)
    },
    async look(id) {
      throwIfAway()
      return shelf.offers.get(id)
    },
  }
  return shelf
}
