import type { ClusterInfo } from '../../core/cluster.ts'
import type { Delivery } from '../../core/delivery.ts'
import type { Incident } from '../../core/incidents/incident.ts'
import type { Ids, Log } from '../../core/seams.ts'
import { createEngine } from '../../notify/engine.ts'
import { createLedger } from '../../notify/ledger.ts'
import type { NotificationSettings } from '../../notify/settings.ts'
import { watchedFor } from '../watched-for.ts'
import { listed } from './merge-recordings.ts'
import { createRecordedWatching, type RecordedWatching } from './recorded-watching.ts'
import type { RecordedChange } from './recording.ts'
import { createRememberedBook } from './remembered-book.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'
import { noMeter } from '../../core/meter.ts'
import { noTracer } from '../../core/tracer.ts'

export type ReplayParts = {
  readonly changes: readonly RecordedChange[]
  readonly cluster: ClusterInfo
  readonly settings: NotificationSettings
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
  /** Records of kinds that are not watched. */
  readonly unwatched: number
  /** Records that are later than a recording can go on: they are put, but time does not go there. */
  readonly beyond: number
}

/** A wrong date must not make a replay go on for years. */
const LONGEST_MS = 92 * 86_400_000

/** What the bot would have told had it watched this: its own detectors, engine and routes, with time that is played. */
export async function replay(parts: ReplayParts): Promise<Replayed> {
  const { changes, lingerMs } = parts
  const from = startOf(changes)
  const clock = createVirtualClock(from)
  const { keepings, ...looking } = watchedFor(parts.settings)
  const watching = createRecordedWatching({
    ...parts,
    clock,
    keepings,
    cluster: parts.cluster.cluster,
    recorded: new Set(changes.map(({ resource }) => resource)),
  })
  const engine = engineOf(parts, { clock, watching, looking })
  await engine.start()
  await clock.advanceTo(from)
  const counts = { unwatched: 0, beyond: 0 }
  for (const change of changes) {
    const at = change.at ?? from
    if (at.getTime() - from.getTime() > LONGEST_MS) counts.beyond++
    else await clock.advanceTo(at)
    if (!watching.put(change)) counts.unwatched++
  }
  const until = new Date(clock.now().getTime() + lingerMs)
  await clock.advanceTo(until)
  const stopped = engine.stop()
  await clock.advanceTo(new Date(until.getTime() + 1000))
  await stopped
  return { from, until, ...counts }
}

/**
 * When it begins. A watch lists first what is there already: as long as records only add, and do not say when they were,
 * they are all of one moment.
 */
function startOf(changes: readonly RecordedChange[]): Date {
  const moments = changes.slice(0, listed(changes)).flatMap(({ at }) => at?.getTime() ?? [])
  const first = changes.find(({ at }) => at)?.at?.getTime() ?? 0
  return new Date(moments.length > 0 ? Math.max(...moments) : first)
}

type Around = {
  readonly clock: VirtualClock
  readonly watching: RecordedWatching
  readonly looking: Omit<ReturnType<typeof watchedFor>, 'keepings'>
}

function engineOf(parts: ReplayParts, { clock, watching, looking }: Around) {
  const posted = new Set<string>()
  const book = createRememberedBook((delivery, incidents) => {
    parts.onMessage({ at: clock.now(), delivery, isEdit: posted.has(delivery.key), incidents })
    posted.add(delivery.key)
  })
  return createEngine({
    ...parts,
    ...looking,
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
