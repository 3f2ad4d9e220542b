import type { ClusterNaming } from '../../alerts/cluster-naming.ts'
import { createLeftOut, type LeftOutAlerts } from '../../alerts/left-out.ts'
import { hear } from '../../alerts/webhook.ts'
import type { ClusterInfo } from '../../core/cluster.ts'
import type { Delivery } from '../../core/delivery.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import type { Ids, Log } from '../../core/seams.ts'
import { createEngine, type Engine } from '../../notify/engine.ts'
import { createLedger } from '../../notify/ledger.ts'
import type { NotificationSettings } from '../../notify/settings.ts'
import { watchedFor } from '../watched-for.ts'
import { listed } from './merge-recordings.ts'
import { createRecordedWatching, type RecordedWatching } from './recorded-watching.ts'
import type { RecordedWebhook } from './recorded-webhook.ts'
import type { Recorded } from './recording.ts'
import { createRememberedAlerts } from './remembered-alerts.ts'
import { createRememberedBook } from './remembered-book.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'
import { noMeter } from '../../core/meter.ts'
import { noTracer } from '../../core/tracer.ts'

export type ReplayParts = {
  readonly records: readonly Recorded[]
  readonly cluster: ClusterInfo
  readonly settings: NotificationSettings
  /** Which cluster an alert is of; without it no alerts are taken. */
  readonly naming?: ClusterNaming | undefined
  /** How long time goes on behind the last record, in ms. */
  readonly lingerMs: number
  readonly ids: Ids
  readonly log: Log
  readonly onMessage: (told: ToldInReplay) => void
}

/** A message as it would have been brought to Slack. */
export type ToldInReplay = {
  readonly at: Date
  readonly delivery: Delivery
  /** It was posted before, and says this from then on. */
  readonly isEdit: boolean
  readonly incidents: ReadonlyMap<string, Incident>
}

export type Replayed = {
  readonly from: Date
  readonly until: Date
  /** Changes of the cluster, and requests of Alertmanager, that were played. */
  readonly changes: number
  readonly requests: number
  /** Records of kinds that are not watched, and of alerts where none are taken. */
  readonly unwatched: number
  /** Records that are later than a recording can go on: they are put, but time does not go there. */
  readonly beyond: number
  /** Alerts of other clusters. */
  readonly elsewhere: number
}

/** A wrong date must not make a replay go on for years. */
const LONGEST_MS = 92 * 86_400_000

/** What the bot would have told had it watched this: its own detectors, engine and routes, with time that is played. */
export async function replay(parts: ReplayParts): Promise<Replayed> {
  const { records, lingerMs } = parts
  const from = startOf(records)
  const clock = createVirtualClock(from)
  const { keepings, ...looking } = watchedFor(parts.settings)
  const watching = createRecordedWatching({
    ...parts,
    clock,
    keepings,
    cluster: parts.cluster.cluster,
    recorded: new Set(records.flatMap((one) => ('webhook' in one ? [] : one.resource))),
  })
  const leftOut = createLeftOut()
  const engine = engineOf(parts, { clock, watching, looking, leftOut })
  await engine.start()
  await clock.advanceTo(from)
  const counts = { changes: 0, requests: 0, unwatched: 0, beyond: 0, elsewhere: 0 }
  const hearing = hearingOf(parts, { engine, clock, leftOut })
  const play = async (record: Recorded) => {
    if (!('webhook' in record)) return watching.put(record) ? 'changes' : 'unwatched'
    if (!hearing) return 'unwatched'
    counts.elsewhere += await hearing(record)
    return 'requests'
  }
  for (const record of records) {
    const at = record.at ?? from
    const isBeyond = at.getTime() - from.getTime() > LONGEST_MS
    if (!isBeyond) await clock.advanceTo(at)
    const kind = await play(record)
    counts[isBeyond && kind !== 'unwatched' ? 'beyond' : kind]++
  }
  const until = new Date(clock.now().getTime() + lingerMs)
  await clock.advanceTo(until)
  const stopped = engine.stop()
  await clock.advanceTo(new Date(until.getTime() + 1000))
  await stopped
  return { from, until, ...counts }
}

type Hearing = {
  readonly engine: Pick<Engine, 'keepAlerts'>
  readonly clock: VirtualClock
  readonly leftOut: LeftOutAlerts
}

/** Takes a request as the bot would have; says how many of its alerts are of clusters that were not recorded. */
function hearingOf({ naming, cluster }: ReplayParts, { engine, clock, leftOut }: Hearing) {
  return (
    naming &&
    (async ({ webhook }: RecordedWebhook): Promise<number> => {
      const heard = hear(webhook, naming, clock.now())
      const ours = heard.alerts.filter((alert) => alert.cluster === cluster.cluster)
      leftOut.note(heard, clock.now())
      await engine.keepAlerts(ours)
      return heard.alerts.length - ours.length
    })
  )
}

/**
 * When it begins. A watch lists first what is there already: as long as records only add, and do not say when they were,
 * they are all of one moment.
 */
function startOf(changes: readonly Recorded[]): Date {
  const moments = changes.slice(0, listed(changes)).flatMap(({ at }) => at?.getTime() ?? [])
  const first = changes.find(({ at }) => at)?.at?.getTime() ?? 0
  return new Date(moments.length > 0 ? Math.max(...moments) : first)
}

type Around = {
  readonly clock: VirtualClock
  readonly watching: RecordedWatching
  readonly looking: Omit<ReturnType<typeof watchedFor>, 'keepings'>
  readonly leftOut: LeftOutAlerts
}

function engineOf(parts: ReplayParts, { clock, watching, looking, leftOut }: Around) {
  const { alertmanager } = parts.settings
  const posted = new Set<string>()
  const book = createRememberedBook((delivery, incidents) => {
    parts.onMessage({ at: clock.now(), delivery, isEdit: posted.has(delivery.key), incidents })
    posted.add(delivery.key)
  })
  return createEngine({
    ...parts,
    ...looking,
    ...(alertmanager && {
      alerts: { book: createRememberedAlerts(), settings: alertmanager },
      alertsLeftOut: leftOut.recent,
    }),
    clock,
    meter: noMeter,
    tracer: noTracer,
    ledger: createLedger(book, clock),
    watchings: [watching],
    clusters: [parts.cluster],
    messenger: { wake: () => {}, channels: () => [] },
    // Nobody looked before, so nothing was missed.
    life: { last: async () => undefined, beat: async () => {} },
    // What is told is shown at once.
    outbox: { unshown: async () => [], backlog: async () => ({ waiting: 0 }) },
  })
}
