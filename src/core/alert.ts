/** One alert of an Alertmanager, as it was last heard. Plain data, capped; every word in it is somebody else's. */
export type Alert = {
  /** As the bot calls the cluster. */
  readonly cluster: string
  /** Names the alert in its cluster: the same labels have the same one. */
  readonly fingerprint: string
  readonly state: 'firing' | 'resolved'
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  /** ISO times in UTC, as all below. */
  readonly startsAt: string
  /** When it was over; of one that fires there is none. */
  readonly endsAt?: string
  readonly heardAt: string
  /** Where the query behind it is shown; http or https. */
  readonly source?: string
}

/** Alerts that came and could not be taken: all of one kind. */
export type LeftOut = {
  /** What keeps them out: a cluster that is not served, by the name that they give it; or what was wrong with them. */
  readonly why:
    | { readonly kind: 'unserved'; readonly called: string }
    | { readonly kind: 'malformed' | 'truncated' }
  /** In the last request that had any. */
  readonly count: number
  readonly since: Date
  readonly lastAt: Date
}

/** Port: alerts in the store. All throw UnavailableError while the store is away. */
export type AlertBook = {
  /**
   * Durable when it resolves; the same again changes only when it was heard. One that fires, but began before an end
   * that was heard minutes ago, is late news of the other of two Alertmanagers, and left out.
   */
  keep(alerts: readonly Alert[]): Promise<void>
  /** Those that fire, as far as was heard: also those not heard of for long. The `MOST_FIRING` oldest, oldest first. */
  firing(): Promise<readonly Alert[]>
}

/** More than anybody can look after: without an end, all that reads them would take longer and longer. */
export const MOST_FIRING = 10_000
