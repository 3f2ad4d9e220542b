import type { Offer, OfferShelf } from '../core/offer-shelf.ts'
import type { Place } from '../core/request.ts'
import type { Clock, Ids, Log } from '../core/seams.ts'
import type { Button } from '../core/view.ts'
import { createShelving } from './shelving.ts'

/** What a button offers: its words, and what it asks for first. */
export type Offered = Pick<Button, 'words' | 'question'>

/** Words behind buttons. A button carries an id and no authority: whoever presses it says the words. */
export type Offers = {
  /** An opaque id for these words in this place; the same words in the same place keep their id. */
  remember(offered: Offered, place: Place): string
  /**
   * What is behind it, as often as asked, until it is too old; also what another process remembered. Undefined when
   * unknown; throws UnavailableError when it is not in memory and the store is away.
   */
  look(id: string): Promise<Offer | undefined>
  /** Resolves when what was remembered is stored, or could not be for now. Never rejects. */
  settled(): Promise<void>
}

type Options = {
  readonly clock: Clock
  readonly ids: Ids
  readonly shelf: OfferShelf
  readonly log: Log
  /** How many are kept in memory; the oldest goes first. Default 20,000. */
  readonly capacity?: number
  /** How long in memory, in milliseconds. Default 24 h. */
  readonly ttlMs?: number
}

type Remembered = { readonly offer: Offer; readonly key: string; readonly at: number }

/** The shelf forgets after days: what is shown again by then gets a new id in time. */
const RENEW_MS = 12 * 3_600_000

export function createOffers(options: Options): Offers {
  const { clock, ids, shelf, log, capacity = 20_000, ttlMs = 24 * 3_600_000 } = options
  const shelving = createShelving({ shelf, clock, log })
  const offers = new Map<string, Remembered>()
  const idByKey = new Map<string, string>()
  const isOld = ({ at }: Remembered) => clock.monotonic() - at >= ttlMs

  const forgetOld = () => {
    for (const [id, remembered] of offers) {
      if (offers.size <= capacity && !isOld(remembered)) return
      offers.delete(id)
      if (idByKey.get(remembered.key) === id) idByKey.delete(remembered.key)
    }
  }

  const known = (key: string) => {
    const offer = offers.get(idByKey.get(key) ?? '')?.offer
    return offer && age(offer, clock.now()) < RENEW_MS ? offer : undefined
  }
  const made = (offered: Offered, place: Place): Offer => {
    const offer = offerOf(ids.opaque(), offered, { place, now: clock.now() })
    shelving.add(offer)
    return offer
  }

  return {
    remember(offered, place) {
      const key = keyOf(offered, place)
      const offer = known(key) ?? made(offered, place)
      const { id } = offer
      // Put again, so that what is still shown is the youngest.
      offers.delete(id)
      offers.set(id, { offer, key, at: clock.monotonic() })
      idByKey.set(key, id)
      forgetOld()
      return id
    },
    async look(id) {
      const known = offers.get(id)
      return known && !isOld(known) ? known.offer : shelf.look(id)
    },
    settled: () => shelving.settled(),
  }
}

const age = ({ at }: Offer, now: Date) => now.getTime() - Date.parse(at)

const keyOf = ({ words, question }: Offered, { channelId, threadTs }: Place) =>
  JSON.stringify([channelId, threadTs ?? '', words, question ?? null])

type Where = { readonly place: Place; readonly now: Date }

function offerOf(id: string, { words, question }: Offered, { place, now }: Where): Offer {
  const { channelId, threadTs } = place
  return {
    id,
    words,
    channelId,
    at: now.toISOString(),
    ...(question !== undefined && { question }),
    ...(threadTs !== undefined && { threadTs }),
  }
}
