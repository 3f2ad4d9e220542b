import { fingerprint } from '../../core/canonical.ts'
import type {
  AppliedChange,
  Configuration,
  ConfigurationReport,
  RefusedChange,
} from '../../core/configuration.ts'
import { SECRET_NAMES } from '../../config/secret-files.ts'
import type { Clock } from '../../core/seams.ts'
import type { Setup } from '../setup.ts'

/** What is loaded, and what became of the last change. */
export type Logbook = {
  readonly report: Configuration
  /** What is loaded. */
  setup(): Setup
  applied(next: Setup, change: AppliedChange): void
  /** Undefined: the files hold again what is loaded. */
  refused(change: RefusedChange | undefined): void
}

export function createLogbook(first: Setup, clock: Clock): Logbook {
  let setup = first
  let state: Pick<ConfigurationReport, 'generation' | 'since' | 'applied' | 'refused'> = {
    generation: 1,
    since: clock.now(),
  }
  return {
    setup: () => setup,
    report: () => ({ ...state, ...describe(setup) }),
    applied(next, change) {
      setup = next
      state = { generation: state.generation + 1, since: change.at, applied: change }
    },
    refused(change) {
      const { refused: _, ...rest } = state
      state = change ? { ...rest, refused: change } : rest
    },
  }
}

/** Over configuration and policy; secrets are not in it, so it may be told. */
export const hashOf = ({ config, document }: Setup): string => fingerprint({ config, document })

function describe(setup: Setup) {
  const { file, config, policy, secrets } = setup
  const { identity, notifications, channels } = config
  return {
    hash: hashOf(setup),
    files: [
      { path: file, holds: 'configuration' },
      { path: config.policy, holds: 'policy' },
    ],
    secrets: SECRET_NAMES.filter((name) => secrets.env[name]).map((name) => ({
      name,
      from: secrets.files[name] ?? 'environment',
    })),
    clusters: config.clusters.map(({ name }) => name),
    counts: {
      rules: policy.rules.length,
      roles: policy.roles.length,
      'mapped people': Object.keys(identity.users).length,
      channels: Object.keys(channels).length,
      ...(notifications && { routes: notifications.routes.length }),
    },
    on: switchedOn(config),
  }
}

function switchedOn({ slack, identity, audit, notifications }: Setup['config']): string[] {
  const parts = {
    [`Slack by ${slack.mode}`]: true,
    'people by e-mail': identity.email.enabled,
    'audit checkpoints': audit.checkpoints,
    notifications,
    Alertmanager: notifications?.alertmanager,
    'dead man’s switch': notifications?.deadman,
  }
  return Object.entries(parts).flatMap(([name, isOn]) => (isOn ? [name] : []))
}
