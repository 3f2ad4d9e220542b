import { bounded, gauge, type Meter } from '../../core/meter.ts'
import type { Service } from '../../core/service.ts'
import type { DeadmanState } from '../../core/status.ts'

export const READY = gauge({
  name: 'deckwatch_ready',
  help: 'Whether a part of the bot is ready (1) or not (0); /readyz says why.',
  labels: { part: bounded('the parts of the bot, one for each cluster where it is one’s own') },
})

export const BUILD_INFO = gauge({
  name: 'deckwatch_build_info',
  help: 'Always 1; its label says which version runs.',
  labels: { version: bounded('one') },
})

export const DEADMAN_PING = gauge({
  name: 'deckwatch_deadman_last_ping_timestamp_seconds',
  help: 'When the dead man’s switch was last pinged, as Unix time; absent where none is configured or before the first.',
  labels: {},
})

export function meterReadiness(
  services: readonly Service[],
  { meter, version }: { readonly meter: Meter; readonly version: string },
): void {
  meter.read(BUILD_INFO, () => [{ labels: { version }, value: 1 }])
  meter.read(READY, () => {
    const all = services.map((one) => [one.name, one.unready() === undefined ? 1 : 0] as const)
    // Several of one name are one part: the worst counts.
    const byName = Map.groupBy(all, ([name]) => name)
    return [...byName].map(([part, some]) => ({
      labels: { part },
      value: Math.min(...some.map(([, value]) => value)),
    }))
  })
}

export function meterDeadman(state: () => DeadmanState | undefined, meter: Meter): void {
  meter.read(DEADMAN_PING, () => {
    const at = state()?.pingedAt
    return at ? [{ labels: {}, value: at.getTime() / 1000 }] : []
  })
}
