import type { Configuration } from '../../core/configuration.ts'
import { alone, gauge, type Meter } from '../../core/meter.ts'

export const RELOAD_SUCCESSFUL = gauge({
  name: 'deckwatch_config_last_reload_successful',
  help: 'Whether what the files hold is what is loaded (1), or was refused (0).',
  labels: {},
})

export const RELOAD_TIMESTAMP = gauge({
  name: 'deckwatch_config_last_reload_success_timestamp_seconds',
  help: 'When the configuration that is loaded was taken over, as Unix time.',
  labels: {},
})

export function meterConfiguration(report: Configuration, meter: Meter): void {
  meter.read(RELOAD_SUCCESSFUL, () => alone(report().refused === undefined ? 1 : 0))
  meter.read(RELOAD_TIMESTAMP, () => alone(report().since.getTime() / 1000))
}
