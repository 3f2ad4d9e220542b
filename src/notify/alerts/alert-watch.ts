import { type Alert, type AlertBook, MOST_FIRING } from '../../core/alert.ts'
import { matchesAny } from '../../core/glob.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import type { Clock, Log } from '../../core/seams.ts'
import type { Look } from '../../core/watched.ts'
import { type Seen, signKey } from '../incidents/sign.ts'
import type { Signs } from '../incidents/signs.ts'
import { createTurning } from '../turning.ts'
import { placeOf, seeAlert, uidOf } from './alert-sighting.ts'
import type { NamedObject } from './named-object.ts'
import type { AlertmanagerSettings } from './settings.ts'
import { isWatchdog, seeSilence } from './silent-watchdog.ts'

export type AlertWatchParts = {
  readonly book: AlertBook
  readonly settings: AlertmanagerSettings
  readonly signs: Signs
  readonly clock: Clock
  readonly log: Log
  /** What is known of a cluster, and since when all of it is. */
  readonly lookAt: (cluster: string) => { readonly look: Look; readonly since: Date } | undefined
  readonly onNews: () => void
}

/** What an Alertmanager says, among what detectors see. */
export type AlertWatch = {
  start(): void
  stop(): Promise<void>
  /** Durable when it resolves. Throws UnavailableError while the store is away. */
  keep(alerts: readonly Alert[]): Promise<void>
  /** Whether it is not known yet if an alert still shows this. */
  isBlind(incident: Incident): boolean
  /** When the alert behind it was last heard of, where silence is all that ended it. */
  unheardSince(key: string): Date | undefined
}

/** Others may have heard something; objects come and go. */
const AGAIN_MS = 15_000
const SOON_MS = 2_000
/** A cluster that cannot be seen is what alerts are for: they are told by their labels alone then. */
const PATIENCE_MS = 60_000

export function createAlertWatch(parts: AlertWatchParts): AlertWatch {
  const { book, clock, log, onNews } = parts
  const board = createBoard(parts)
  const begun = { at: clock.now() }
  const isReady = (cluster: string, at: Date) => {
    const since = parts.lookAt(cluster)?.since
    return (since && since < at) || at.getTime() - begun.at.getTime() >= PATIENCE_MS
  }
  let readAt: Date | undefined

  const turn = async () => {
    const now = clock.now()
    const firing = await book.firing()
    if (firing.length >= MOST_FIRING)
      log.warn({ most: MOST_FIRING }, 'so many alerts fire that newer ones are left out')
    const ready = firing.filter(({ cluster }) => isReady(cluster, now))
    board.show(ready, { now, from: begun.at })
    readAt = now
    onNews()
    return ready.length < firing.length ? SOON_MS : AGAIN_MS
  }
  const turning = createTurning(turn, parts)
  return {
    start: () => {
      begun.at = clock.now()
      turning.start()
    },
    stop: turning.stop,
    keep: async (alerts) => {
      // The end of one that always fires is its silence.
      await book.keep(alerts.filter((alert) => alert.state === 'firing' || !isWatchdog(alert)))
      turning.wake()
    },
    isBlind: ({ scope, updatedAt }) =>
      !readAt || !isReady(scope.cluster, readAt) || updatedAt > readAt.toISOString(),
    unheardSince: board.unheardSince,
  }
}

type Moment = { readonly now: Date; readonly from: Date }

/** What one alert shows now. */
type Card = {
  readonly alert: Alert
  readonly uid: string
  readonly place: NamedObject | undefined
  readonly seen: Seen
  readonly isUnheard: boolean
}

/** Keeps the signs as the alerts are. */
function createBoard({ settings, signs, lookAt }: AlertWatchParts) {
  let cards = new Map<string, Card>()
  let unheard: ReadonlyMap<string, Date> = new Map()

  /** An object that was found once is meant as long as the alert fires, also when it is gone. */
  const placed = (alert: Alert, uid: string): NamedObject | undefined => {
    const place = placeOf(alert, settings, lookAt(alert.cluster)?.look)
    const before = cards.get(uid)?.place
    return !place?.isFound && before?.isFound ? before : place
  }
  const see = (alert: Alert, place: NamedObject | undefined, moment: Moment): Seen | undefined => {
    const { watchdog, ignore } = settings
    if (isWatchdog(alert) && watchdog !== undefined)
      return seeSilence(alert, { ...moment, silenceMs: watchdog })
    if (matchesAny(ignore, alert.labels['alertname'] ?? '')) return undefined
    return seeAlert(alert, place, settings)
  }
  const cardOf = (alert: Alert, moment: Moment): Card[] => {
    const uid = uidOf(alert)
    const place = placed(alert, uid)
    const seen = see(alert, place, moment)
    const silentMs = moment.now.getTime() - Date.parse(alert.heardAt)
    const isUnheard = !isWatchdog(alert) && silentMs >= settings.forgetAfter
    return seen ? [{ alert, uid, place, seen, isUnheard }] : []
  }
  return {
    unheardSince: (key: string) => unheard.get(key),
    show(firing: readonly Alert[], moment: Moment) {
      const now = firing.flatMap((alert) => cardOf(alert, moment))
      const heard = new Map(now.flatMap((card) => (card.isUnheard ? [] : [[card.uid, card]])))
      for (const { alert, uid, seen } of heard.values())
        signs.put({ cluster: alert.cluster, uid }, [seen], moment.now)
      for (const [uid, { alert }] of cards)
        if (!heard.has(uid)) signs.put({ cluster: alert.cluster, uid }, [], moment.now)
      cards = heard
      unheard = new Map(now.filter(({ isUnheard }) => isUnheard).map(unheardOf))
    },
  }
}

const unheardOf = ({ alert, seen }: Card): readonly [string, Date] => [
  signKey(alert.cluster, seen.finding),
  new Date(alert.heardAt),
]
