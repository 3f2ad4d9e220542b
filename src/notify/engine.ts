import type { AdminPlaces } from './routes/place.ts'
import type { ClusterInfo } from '../core/cluster.ts'
import type { Delivery, Messenger, Outbox } from '../core/delivery.ts'
import { UnavailableError } from '../core/errors.ts'
import type { Detector } from '../core/finding.ts'
import type { LifeSigns } from '../core/incidents/life-signs.ts'
import { whileItRuns } from '../core/meter.ts'
import type { Seams } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import type { Watching } from '../core/watched.ts'
import type { AlertWatch } from './alerts/alert-watch.ts'
import { type AwayParts, createAway } from './away/away.ts'
import { type EngineReport, reportOf, sayGrave } from './blindness/report.ts'
import type { Ledger } from './ledger.ts'
import { createEyes, type EyesParts } from './lookout/eyes.ts'
import { createCovering } from './incidents/covering.ts'
import { meterChanges, meterWhatIs } from './incidents/incident-metrics.ts'
import { reconcile, type Reconciled } from './incidents/reconcile.ts'
import { tell } from './cards/tell.ts'
import { withdrawals } from './cards/withdrawals.ts'
import { createUnshown } from './unshown.ts'
import { createTurning, LONGEST_PAUSE_MS } from './turning.ts'
import { createRouteTimes } from './routes/route-times.ts'
import type { RoutingSettings } from './routes/routed.ts'
import { worldOf } from './world-of.ts'

export type EngineParts = Seams &
  Pick<
    EyesParts,
    'outbox' | 'wanted' | 'alerts' | 'alertsLeftOut' | 'eventsHeldBack' | 'conditionFailures'
  > &
  Pick<AdminPlaces, 'adminChannel'> & {
    readonly settings: RoutingSettings
    readonly detectors: readonly Detector[]
    /** One for each cluster. */
    readonly watchings: readonly Watching[]
    readonly clusters: readonly ClusterInfo[]
    readonly ledger: Ledger
    readonly life: LifeSigns
    readonly outbox: Pick<Outbox, 'unshown'>
    readonly messenger: Pick<Messenger, 'wake' | 'channels'>
    /** Something was told or edited. */
    readonly onTold?: () => void
  }

/** Findings to incidents to messages, for as long as the process runs. */
export type Engine = Service & {
  /** An incident or a mute was changed by somebody: look now. */
  wake(): void
  /** What an Alertmanager says; durable when it resolves. Throws UnavailableError while the store is away. */
  readonly keepAlerts: AlertWatch['keep']
  /** How it goes. */
  report(): EngineReport
  /** Why it cannot be relied on now; undefined while it can. */
  unwell(): string | undefined
}

/** A turn that goes well comes every half minute at the latest. */
const STUCK_MS = 3 * 60_000
const STUCK = 'incidents are not looked at any more'

/** What one step of the store takes. */
const AT_ONCE = 100

export const createEngine = (parts: EngineParts): Engine => whileItRuns(parts, buildEngine)

function buildEngine(parts: EngineParts): Engine {
  const { clock, ledger, tracer } = parts
  const covering = createCovering()
  const unshown = createUnshown(parts.outbox)
  const times = createRouteTimes(parts.settings)
  const turn = async (): Promise<number> => {
    await ledger.load()
    await eyes.blindness.look()
    const isUnshown = await unshown(ledger.incidents())
    const now = clock.now()
    const result = reconcile(worldOf({ now, eyes, covering, times, isUnshown }, parts))
    covering.note(result.covered, now)
    await away.beat(now)
    if (isNews(result))
      return tracer.span('look', { from: {}, since: now }, () => write(result, parts))
    if (eyes.areOpen()) await away.settle(ledger.incidents(), now)
    return result.dueAt ? result.dueAt.getTime() - now.getTime() : LONGEST_PAUSE_MS
  }
  const away = createAway({ ...awayParts(parts), startedAt: clock.now() })
  const turning = createTurning(turn, parts)
  const eyes = createEyes(parts, turning.wake)
  meterWhatIs({ incidents: ledger.incidents, signs: eyes.signs }, parts.meter)
  return {
    name: 'notifications',
    start: async () => {
      eyes.start()
      turning.start()
    },
    stop: async () => {
      await eyes.stop()
      await turning.stop()
      await away.leave(clock.now()).catch(unlessAway)
    },
    unready: () => undefined,
    wake: turning.wake,
    keepAlerts: async (heard) => eyes.alerts?.keep(heard),
    report: () => reportOf(eyes.blindness, ledger),
    unwell: () => (clock.monotonic() - turning.lastWell() > STUCK_MS ? STUCK : sayGrave(ledger)),
  }
}

const isNews = ({ changes, mutes }: Reconciled) =>
  changes.length + mutes.put.length + mutes.lifted.length > 0

/** Makes the changes, as far as nobody else was first. Zero: look again at once, whatever came of it. */
async function write({ changes, mutes }: Reconciled, parts: EngineParts): Promise<number> {
  const { ledger, messenger, settings, meter } = parts
  // To look at everything again for each step would take longer than the steps, in a storm.
  for (let from = 0; from === 0 || from < changes.length; from += AT_ONCE) {
    // Nor may anybody who types a command wait for all of them.
    if (changes.length > AT_ONCE) await new Promise<void>((resolve) => setImmediate(resolve))
    const some = changes.slice(from, from + AT_ONCE)
    const isDone = await ledger.commit({
      incidents: some.map(({ before, next }) => ({ expected: before?.version ?? 'new', next })),
      deliveries: tell(some, ledger.incidents()).map((one) => orInDefault(one, settings)),
      withdrawals: withdrawals(some),
      ...(from === 0 && { mutes: mutes.put, lifted: mutes.lifted }),
    })
    messenger.wake()
    if (!isDone) break
    meterChanges(some, meter)
  }
  parts.onTold?.()
  return 0
}

/** What is gone may still be found to be over for as long as the slowest takes to clear. */
const SETTLE_MS = 60_000

const awayParts = ({
  ledger,
  life,
  messenger,
  settings,
  detectors,
}: EngineParts): Omit<AwayParts, 'startedAt'> => ({
  life,
  settleMs: Math.max(0, ...detectors.map(({ clearMs }) => clearMs)) + SETTLE_MS,
  put: async (notes) => {
    const deliveries = notes.map((note) => orInDefault(note, settings))
    await ledger.commit({ incidents: [], deliveries })
    messenger.wake()
  },
})

function unlessAway(error: unknown): void {
  if (!(error instanceof UnavailableError)) throw error
}

/** Where a channel refuses, the default one is told: no incident vanishes. */
function orInDefault(delivery: Delivery, { channel }: RoutingSettings): Delivery {
  const { to } = delivery
  return 'channelId' in to && to.channelId !== channel
    ? { ...delivery, to: { ...to, orIn: channel } }
    : delivery
}
