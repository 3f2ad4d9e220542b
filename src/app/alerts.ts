import { type AlertIntake, createAlertIntake } from '../alerts/alert-intake.ts'
import { readAlertToken } from '../alerts/bearer.ts'
import { createClusterNaming } from '../alerts/cluster-naming.ts'
import type { LeftOutAlerts } from '../alerts/left-out.ts'
import type { Config } from '../config/load.ts'
import type { AlertBook } from '../core/alert.ts'
import type { Seams } from '../core/seams.ts'
import type { AlertmanagerSettings } from '../notify/alerts/settings.ts'

type Parts = Seams & {
  readonly config: Config
  readonly env: Readonly<Record<string, string | undefined>>
  readonly leftOut: LeftOutAlerts
}

/** Where an Alertmanager is listened to. Throws ConfigError without its token. */
export function alertIntake(
  settings: AlertmanagerSettings,
  keep: AlertBook['keep'],
  { config, env, leftOut, clock, log }: Parts,
): AlertIntake {
  const served = config.clusters.map(({ name }) => name)
  const [only, second] = served
  const naming = createClusterNaming({
    label: settings.clusterLabel,
    names: settings.clusters,
    served,
    fallback: settings.cluster ?? (second === undefined ? only : undefined),
  })
  return createAlertIntake({
    port: settings.port,
    token: readAlertToken(env),
    naming,
    keep,
    leftOut,
    clock,
    log,
  })
}
