import { type AlertIntake, createAlertIntake, type IntakeRules } from '../alerts/alert-intake.ts'
import { readAlertToken } from '../alerts/bearer.ts'
import { type ClusterNaming, createClusterNaming } from '../alerts/cluster-naming.ts'
import type { LeftOutAlerts } from '../alerts/left-out.ts'
import type { AlertBook } from '../core/alert.ts'
import type { Handover } from '../core/handover.ts'
import type { Seams } from '../core/seams.ts'
import type { AlertmanagerSettings } from '../notify/alerts/settings.ts'
import { startedOnce } from './group.ts'
import type { Setup } from './setup.ts'

type Parts = Seams & {
  readonly keep: AlertBook['keep']
  readonly leftOut: LeftOutAlerts
}

/** Where an Alertmanager is listened to: nowhere, or on one port. */
export type Intakes = {
  now(): readonly AlertIntake[]
  /** A new token or other names count from the next request on; another port is listened to before the old one is let go. */
  follow(setup: Setup): Promise<Handover | undefined>
}

/** Throws ConfigError without its token. */
export function createIntakes(parts: Parts, first: Setup): Intakes {
  let rules = rulesOf(first)
  const open = (wanted: Wanted) => ({
    port: wanted.port,
    intake: startedOnce(createAlertIntake({ ...parts, port: wanted.port, rules: () => rules })),
  })
  let listening = rules && open(rules)
  return {
    now: () => (listening ? [listening.intake] : []),
    async follow(setup) {
      const wanted = rulesOf(setup)
      const next = wanted?.port === listening?.port ? listening : wanted && open(wanted)
      if (next !== listening) await next?.intake.start()
      return {
        what:
          next === listening
            ? []
            : [next ? `alerts taken on port ${next.port}` : 'no alerts taken'],
        commit: () => void ([rules, listening] = [wanted, next]),
        abandon: async () => void (next !== listening && (await next?.intake.stop())),
      }
    },
  }
}

type Wanted = IntakeRules & { readonly port: number }

function rulesOf({ config, secrets: { env } }: Setup): Wanted | undefined {
  const settings = config.notifications?.alertmanager
  if (!settings) return undefined
  return { port: settings.port, token: readAlertToken(env), naming: namingOf(settings, config) }
}

/** Which of the clusters of a configuration an alert is of. */
export function namingOf(
  settings: AlertmanagerSettings,
  { clusters }: Pick<Setup['config'], 'clusters'>,
): ClusterNaming {
  const served = clusters.map(({ name }) => name)
  const [only, second] = served
  return createClusterNaming({
    label: settings.clusterLabel,
    names: settings.clusters,
    served,
    fallback: settings.cluster ?? (second === undefined ? only : undefined),
  })
}
