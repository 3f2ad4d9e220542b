import type { ClusterInfo } from '../core/cluster.ts'
import type { Delivery, Messenger, Outbox } from '../core/delivery.ts'
import type { Detector } from '../core/finding.ts'
import type { Seams } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import type { Watching } from '../core/watched.ts'
import { type AlertWatch, type AlertWatchParts, createAlertWatch } from './alerts/alert-watch.ts'
import { createBlindness } from './blindness/blindness.ts'
import { createSensing, type SensingParts } from './blindness/sensing.ts'
import type { Ledger } from './ledger.ts'
import { createClusterSight } from './lookout/cluster-sight.ts'
import { createLookout } from './lookout/lookout.ts'
import { createCovering } from './incidents/covering.ts'
import { reconcile, type Reconciled } from './incidents/reconcile.ts'
import { createSigns } from './incidents/signs.ts'
import { tell } from './cards/tell.ts'
import { withdrawals } from './cards/withdrawals.ts'
import { createUnshown } from './unshown.ts'
import { createTurning, LONGEST_PAUSE_MS } from './turning.ts'
import type { AdminPlaces } from './routes/place-for-admins.ts'
import { createRouteTimes } from './routes/route-times.ts'
import type { RoutingSettings } from './routes/routed.ts'
import { worldOf } from './world-of.ts'

export type EngineParts = Seams &
  Pick<SensingParts, 'outbox' | 'wanted' | 'conditionFailures'> &
  Pick<AdminPlaces, 'adminChannel'> & {
    readonly settings: RoutingSettings
    readonly detectors: readonly Detector[]
    /** One for each cluster. */
    readonly watchings: readonly Watching[]
    readonly clusters: readonly ClusterInfo[]
    readonly ledger: Ledger
    readonly outbox: Pick<Outbox, 'unshown'>
    readonly messenger: Pick<Messenger, 'wake' | 'channels'>
    /** Something was told or edited. */
    readonly onTold?: () => void
    /** Where an Alertmanager is listened to. */
    readonly alerts?: Pick<AlertWatchParts, 'book' | 'settings'> | undefined
  }

/** Findings to incidents to messages, for as long as the process runs. */
export type Engine = Service & {
  /** An incident or a mute was changed by somebody: look now. */
  wake(): void
  /** What an Alertmanager says; durable when it resolves. Throws UnavailableError while the store is away. */
  readonly keepAlerts: AlertWatch['keep']
}

/** What one step of the store takes. */
const AT_ONCE = 100

export function createEngine(parts: EngineParts): Engine {
  const { clock, ledger } = parts
  const signs = createSigns()
  const covering = createCovering()
  const unshown = createUnshown(parts.outbox)
  const times = createRouteTimes(parts.settings)
  const blindness = createBlindness({ sense: createSensing(parts), clock })
  const turn = async (): Promise<number> => {
    await ledger.load()
    await blindness.look()
    const isUnshown = await unshown(ledger.incidents())
    const now = clock.now()
    const result = reconcile(worldOf({ now, sights, covering, times, isUnshown }, parts))
    covering.note(result.covered, now)
    if (isNews(result)) return write(result, parts)
    return result.dueAt ? result.dueAt.getTime() - now.getTime() : LONGEST_PAUSE_MS
  }
  const turning = createTurning(turn, parts)
  const { lookouts, alerts, watchers } = createWatchers({ signs, onNews: turning.wake }, parts)
  const sights = {
    clusters: createClusterSight({ ...parts, signs, lookouts, blindness, alerts }),
    blindness,
  }
  return {
    name: 'notifications',
    start: async () => {
      for (const watcher of watchers) watcher.start()
      turning.start()
    },
    stop: async () => {
      for (const watcher of watchers) await watcher.stop()
      await turning.stop()
    },
    unready: () => undefined,
    wake: turning.wake,
    keepAlerts: async (heard) => alerts?.keep(heard),
  }
}

/** All who see something, each of them on its own. */
function createWatchers(shared: Pick<AlertWatchParts, 'signs' | 'onNews'>, parts: EngineParts) {
  const lookouts = parts.watchings.map((watching) =>
    createLookout({ ...parts, ...shared, watching }),
  )
  const lookAt = (cluster: string) => {
    const lookout = lookouts.find((one) => one.cluster === cluster)
    const since = lookout?.readySince()
    return lookout && since && { look: lookout.look, since }
  }
  const alerts = parts.alerts && createAlertWatch({ ...parts, ...parts.alerts, ...shared, lookAt })
  return { lookouts, alerts, watchers: [...lookouts, ...(alerts ? [alerts] : [])] }
}

const isNews = ({ changes, mutes }: Reconciled) =>
  changes.length + mutes.put.length + mutes.lifted.length > 0

/** Makes the changes, as far as nobody else was first. Zero: look again at once, whatever came of it. */
async function write({ changes, mutes }: Reconciled, parts: EngineParts): Promise<number> {
  const { ledger, messenger, settings } = parts
  // To look at everything again for each step would take longer than the steps, in a storm.
  for (let from = 0; from === 0 || from < changes.length; from += AT_ONCE) {
    const some = changes.slice(from, from + AT_ONCE)
    const isDone = await ledger.commit({
      incidents: some.map(({ before, next }) => ({ expected: before?.version ?? 'new', next })),
      deliveries: tell(some, ledger.incidents()).map((one) => orInDefault(one, settings)),
      withdrawals: withdrawals(some),
      ...(from === 0 && { mutes: mutes.put, lifted: mutes.lifted }),
    })
    messenger.wake()
    if (!isDone) break
  }
  parts.onTold?.()
  return 0
}

/** Where a channel refuses, the default one is told: no incident vanishes. */
function orInDefault(delivery: Delivery, { channel }: RoutingSettings): Delivery {
  const { to } = delivery
  return 'channelId' in to && to.channelId !== channel
    ? { ...delivery, to: { ...to, orIn: channel } }
    : delivery
}
