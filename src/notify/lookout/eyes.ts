import type { Detector } from '../../core/finding.ts'
import type { Log } from '../../core/seams.ts'
import type { Watching } from '../../core/watched.ts'
import { type AlertWatch, type AlertWatchParts, createAlertWatch } from '../alerts/alert-watch.ts'
import { type Blindness, createBlindness } from '../blindness/blindness.ts'
import { createSensing, type SensingParts } from '../blindness/sensing.ts'
import type { Sight } from '../incidents/sight.ts'
import type { Sign } from '../incidents/sign.ts'
import { createSigns } from '../incidents/signs.ts'
import { createClusterSight } from './cluster-sight.ts'
import { createLookout, type Lookout } from './lookout.ts'

export type EyesParts = Omit<SensingParts, 'watchings'> & {
  readonly watchings: readonly Watching[]
  readonly detectors: readonly Detector[]
  readonly log: Log
  /** Where an Alertmanager is listened to. */
  readonly alerts?: Pick<AlertWatchParts, 'book' | 'settings'> | undefined
}

/** All that sees troubles: the look-outs at the clusters, the Alertmanager, and the bot's look at itself. */
export type Eyes = {
  readonly clusters: Sight
  readonly blindness: Blindness
  readonly alerts: AlertWatch | undefined
  /** All that is wrong now, in the clusters and with the bot itself. */
  signs(): readonly Sign[]
  start(): void
  stop(): Promise<void>
  /** Everything that can be watched was looked at; what does not come is not waited for any longer. */
  areOpen(): boolean
}

/** A cluster that is away at the start keeps the others from being told of no longer. */
const PATIENCE_MS = 2 * 60_000

export function createEyes(parts: EyesParts, onNews: () => void): Eyes {
  const signs = createSigns()
  const shared = { ...parts, signs, onNews }
  const blindness = createBlindness({ sense: createSensing(parts), clock: parts.clock })
  const lookouts = parts.watchings.map((watching) => createLookout({ ...shared, watching }))
  const lookAt = (cluster: string) => lookOf(lookouts, cluster)
  const alerts = parts.alerts && createAlertWatch({ ...shared, ...parts.alerts, lookAt })
  const watchers = [...lookouts, ...(alerts ? [alerts] : [])]
  const { clock } = parts
  const from = clock.monotonic()
  return {
    clusters: createClusterSight({ ...parts, signs, lookouts, blindness, alerts }),
    blindness,
    alerts,
    signs: () => [...signs.live(), ...blindness.live()],
    start() {
      for (const watcher of watchers) watcher.start()
    },
    async stop() {
      for (const watcher of watchers) await watcher.stop()
    },
    areOpen: () =>
      lookouts.every((lookout) => lookout.readySince()) || clock.monotonic() - from > PATIENCE_MS,
  }
}

function lookOf(lookouts: readonly Lookout[], cluster: string) {
  const lookout = lookouts.find((one) => one.cluster === cluster)
  const since = lookout?.readySince()
  return lookout && since && { look: lookout.look, since }
}
