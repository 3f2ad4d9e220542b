import {
  type Delivery,
  type Outbox,
  type PendingDelivery,
  type PostedAt,
  URGENCIES,
  type Withdrawal,
} from '../../src/core/delivery.ts'
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
  triedAt?: Date
  withdrawn?: true
  posted?: PostedAt
  givenUp?: string
}

export type SlackOutbox = Outbox & {
  readonly rows: Map<string, Row>
  put(delivery: Delivery): void
  /** False when one was shown or somebody is at it. */
  withdraw(withdrawals: readonly Withdrawal[]): boolean
  /** From now on every use fails, or works again. */
  away: boolean
  /** `delivered` is not taken: as if the process died before it could tell. */
  deaf: boolean
}

const OF_ONE_PLACE = 4

/** The store's promises about deliveries, kept in memory. */
export function slackOutbox(clock: Clock): SlackOutbox {
  const rows = new Map<string, Row>()

  const throwIfAway = () => {
    if (outbox.away) throw new UnavailableError('store-unavailable', text`The store is away.`)
  }
  const parentOf = ({ delivery: { to } }: Row) =>
    'threadOf' in to ? rows.get(to.threadOf)?.posted : undefined
  const isFree = ({ claimedUntil }: Row) => claimedUntil <= clock.monotonic()
  const isWaiting = (row: Row) => row.shown < row.revision && row.givenUp === undefined
  const isDue = (row: Row) =>
    isWaiting(row) &&
    isFree(row) &&
    row.notBefore <= clock.monotonic() &&
    (!('threadOf' in row.delivery.to) || parentOf(row) !== undefined)
  const placeOf = (row: Row) => row.posted?.channel ?? parentOf(row)?.channel ?? addressOf(row)
  const pendingOf = (row: Row): PendingDelivery => {
    const parent = parentOf(row)
    const { delivery, revision, attempts, posted, triedAt, withdrawn } = row
    return {
      ...delivery,
      urgency: delivery.urgency ?? 'asked',
      revision,
      attempts,
      ...(posted && { posted }),
      ...(parent && { parent }),
      ...(triedAt && { triedAt }),
      ...(withdrawn && { withdrawn }),
    }
  }

  const outbox: SlackOutbox = {
    rows,
    away: false,
    deaf: false,
    put(delivery) {
      const before = rows.get(delivery.key)
      const isSame = JSON.stringify(before?.delivery.view) === JSON.stringify(delivery.view)
      if (isSame && delivery.urgency && !before?.givenUp && !before?.withdrawn) return
      rows.set(delivery.key, putOn(before, delivery, clock.monotonic()))
    },
    withdraw(withdrawals) {
      const found = withdrawals.flatMap(({ key, view }) => {
        const row = rows.get(key)
        return row ? [{ key, view, row }] : []
      })
      if (found.some(({ row }) => row.posted || !isFree(row))) return false
      for (const { key, view, row } of found) {
        for (const [under, { delivery }] of rows)
          if ('threadOf' in delivery.to && delivery.to.threadOf === key) rows.delete(under)
        if (!row.triedAt) rows.delete(key)
        else
          rows.set(key, {
            ...putOn(row, { ...row.delivery, view, urgency: 'detail' }, clock.monotonic()),
            withdrawn: true,
          })
      }
      return true
    },
    async claim(limit, leaseMs) {
      throwIfAway()
      const busy = new Map<string, number>()
      const count = (row: Row) => {
        const place = placeOf(row)
        const nth = (busy.get(place) ?? 0) + 1
        busy.set(place, nth)
        return nth
      }
      for (const row of rows.values()) if (isWaiting(row) && !isFree(row)) count(row)
      const due = [...rows.values()]
        .filter(isDue)
        .toSorted((one, other) => rankOf(one) - rankOf(other))
        .filter((row) => count(row) <= OF_ONE_PLACE)
        .slice(0, limit)
      return due.map((row) => {
        const pending = pendingOf(row)
        row.claimedUntil = clock.monotonic() + leaseMs
        row.attempts++
        row.triedAt ??= clock.now()
        return pending
      })
    },
    async delivered(key, revision, posted) {
      throwIfAway()
      const row = rows.get(key)
      if (!row || outbox.deaf) return
      row.shown = revision
      row.posted = posted
      row.claimedUntil = -1
      delete row.triedAt
      if (revision === row.revision) row.attempts = 0
    },
    async postpone({ key, revision, triedAt }, delayMs, isUnsent) {
      throwIfAway()
      const row = rows.get(key)
      if (!row) return
      row.claimedUntil = -1
      if (isUnsent && triedAt) row.triedAt = triedAt
      if (isUnsent && !triedAt) delete row.triedAt
      if (row.revision === revision) row.notBefore = clock.monotonic() + delayMs
    },
    async giveUp(key, revision, why) {
      throwIfAway()
      const row = rows.get(key)
      if (row) row.claimedUntil = -1
      if (row?.revision === revision) row.givenUp = why
    },
    async forget(key, revision) {
      throwIfAway()
      const row = rows.get(key)
      if (row) row.claimedUntil = -1
      if (row?.revision === revision) rows.delete(key)
    },
    async backlog() {
      throwIfAway()
      const waiting = [...rows.values()].filter(
        ({ shown, revision, givenUp }) => shown < revision && givenUp === undefined,
      )
      return { waiting: waiting.length }
    },
    async keyAt({ channel, ts }) {
      throwIfAway()
      const isIt = ({ posted }: Row) => posted?.channel === channel && posted.ts === ts
      return [...rows].find(([, row]) => isIt(row))?.[0]
    },
    async posted(key) {
      throwIfAway()
      return rows.get(key)?.posted
    },
    async unshown(keys) {
      throwIfAway()
      return keys.flatMap((key) => {
        const row = rows.get(key)
        return row && isWaiting(row) && !row.posted && !row.withdrawn
          ? [{ key, isUnderWay: !isFree(row) }]
          : []
      })
    },
  }
  return outbox
}

function putOn(before: Row | undefined, delivery: Delivery, now: number): Row {
  const row: Row = before ?? { ...FRESH, delivery }
  const { withdrawn: _, givenUp: __, ...rest } = row
  const { restMs = 0 } = delivery
  const isShown = before !== undefined && before.shown === before.revision
  const rested = isShown ? now + restMs : row.notBefore
  const { urgency = 'asked' } =
    before && isMorePressing(before, delivery) ? before.delivery : delivery
  return {
    ...rest,
    delivery: { ...delivery, to: before?.delivery.to ?? delivery.to, urgency },
    revision: row.revision + 1,
    attempts: 0,
    notBefore: restMs > 0 ? rested : -1,
  }
}

const isMorePressing = (before: Row, delivery: Delivery) =>
  !before.posted && rankOf(before) < rankOf({ delivery })

const FRESH = { shown: 0, claimedUntil: -1, notBefore: -1, revision: 0, attempts: 0 }

const rankOf = ({ delivery }: Pick<Row, 'delivery'>) =>
  URGENCIES.indexOf(delivery.urgency ?? 'asked')

function addressOf({ delivery: { to } }: Row): string {
  if ('channelId' in to) return to.channelId
  return 'userId' in to ? to.userId : ''
}
