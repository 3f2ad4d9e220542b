import type { Delivery, Outbox, PendingDelivery, PostedAt } from '../../src/core/delivery.ts'
import { UnavailableError } from '../../src/core/errors.ts'
import type { Clock } from '../../src/core/seams.ts'
import { text } from '../../src/core/text.ts'

type Row = {
  delivery: Delivery
  revision: number
  shown: number
  attempts: number
  claimedUntil: number
  notBefore: number
  posted?: PostedAt
  givenUp?: string
}

export type SlackOutbox = Outbox & {
  readonly rows: Map<string, Row>
  put(delivery: Delivery): void
  /** From now on every use fails, or works again. */
  away: boolean
  /** `delivered` is not taken: as if the process died before it could tell. */
  deaf: boolean
}

/** The store's promises about deliveries, kept in memory. */
export function slackOutbox(clock: Clock): SlackOutbox {
  const rows = new Map<string, Row>()

  const throwIfAway = () => {
    if (outbox.away) throw new UnavailableError('store-unavailable', text`The store is away.`)
  }
  const parentOf = ({ delivery: { to } }: Row) =>
    'threadOf' in to ? rows.get(to.threadOf)?.posted : undefined
  const isDue = (row: Row) =>
    row.shown < row.revision &&
    row.givenUp === undefined &&
    Math.max(row.claimedUntil, row.notBefore) <= clock.monotonic() &&
    (!('threadOf' in row.delivery.to) || parentOf(row) !== undefined)
  const pendingOf = (row: Row): PendingDelivery => {
    const parent = parentOf(row)
    return {
      ...row.delivery,
      revision: row.revision,
      attempts: row.attempts,
      ...(row.posted && { posted: row.posted }),
      ...(parent && { parent }),
    }
  }

  const outbox: SlackOutbox = {
    rows,
    away: false,
    deaf: false,
    put(delivery) {
      const before = rows.get(delivery.key)
      const row = before ?? { shown: 0, claimedUntil: -1, notBefore: -1, revision: 0, attempts: 0 }
      const to = before?.delivery.to ?? delivery.to
      rows.set(delivery.key, {
        ...row,
        delivery: { ...delivery, to },
        revision: row.revision + 1,
        attempts: 0,
        claimedUntil: -1,
        notBefore: -1,
      })
    },
    async claim(limit, leaseMs) {
      throwIfAway()
      const due = [...rows.values()].filter(isDue).slice(0, limit)
      return due.map((row) => {
        const pending = pendingOf(row)
        row.claimedUntil = clock.monotonic() + leaseMs
        row.attempts++
        return pending
      })
    },
    async delivered(key, revision, posted) {
      throwIfAway()
      const row = rows.get(key)
      if (!row || outbox.deaf) return
      row.shown = revision
      row.posted = posted
      if (revision === row.revision) row.attempts = 0
    },
    async postpone(key, revision, delayMs) {
      throwIfAway()
      const row = rows.get(key)
      if (row?.revision !== revision) return
      row.claimedUntil = -1
      row.notBefore = clock.monotonic() + delayMs
    },
    async giveUp(key, revision, why) {
      throwIfAway()
      const row = rows.get(key)
      if (row?.revision === revision) row.givenUp = why
    },
    async posted(key) {
      throwIfAway()
      return rows.get(key)?.posted
    },
  }
  return outbox
}
