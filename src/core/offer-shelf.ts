import type { Question } from './view.ts'

/** Words behind a button, in the place where it is shown. */
export type Offer = {
  /** Opaque; all that the button carries. */
  readonly id: string
  readonly words: string
  readonly question?: Question
  readonly channelId: string
  readonly threadTs?: string
  readonly at: string
}

/** Port: offers that outlive the process and are known to every replica. Throws UnavailableError. */
export type OfferShelf = {
  keep(offers: readonly Offer[]): Promise<void>
  look(id: string): Promise<Offer | undefined>
}
