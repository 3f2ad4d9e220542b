import { z } from 'zod'
import type { Offer, OfferShelf } from '../../core/offer-shelf.ts'
import { fromRichJson, toRichJson } from '../rich-json.ts'
import type { Store } from '../store.ts'

/** Offers in the store, known to every process. */
export function createOfferShelf(store: Store): OfferShelf {
  return {
    keep: async (offers) => {
      if (offers.length === 0) return
      const rows = offers.map((offer) => ({
        id: offer.id,
        at: new Date(offer.at).toISOString(),
        body: toRichJson(offer),
      }))
      await store.use((db) =>
        db
          .insertInto('offers')
          .values(rows)
          .onConflict((conflict) => conflict.doNothing())
          .execute(),
      )
    },
    look: async (id) => {
      const row = await store.use((db) =>
        db.selectFrom('offers').select('body').where('id', '=', id).executeTakeFirst(),
      )
      return row && StoredOffer.parse(fromRichJson(row.body))
    },
  }
}

const Shape = z.looseObject({
  id: z.string(),
  words: z.string(),
  question: z.looseObject({ title: z.string(), label: z.string() }).optional(),
  channelId: z.string(),
  threadTs: z.string().optional(),
  at: z.string(),
})

const StoredOffer = z.custom<Offer>(
  (value) => Shape.safeParse(value).success,
  'it is no offer that this version knows',
)
