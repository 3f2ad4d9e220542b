import { bounded, gauge, type Meter } from '../core/meter.ts'
import type { Breaker } from './transport/breaker.ts'
import type { Gate } from './transport/gate.ts'

const labels = { cluster: bounded('the clusters that are configured') }

export const BREAKER_OPEN = gauge({
  name: 'deckwatch_kubernetes_breaker_open',
  help: 'Whether people’s calls to a cluster are held back (1) because its API server did not answer five times in a row.',
  labels,
})

export const CALLS_WAITING = gauge({
  name: 'deckwatch_kubernetes_calls_waiting',
  help: 'People’s calls that wait for their turn at a cluster.',
  labels,
})

export const VERIFIED = gauge({
  name: 'deckwatch_cluster_verified',
  help: 'Whether the self-test proved that a cluster sees the person for whom the bot asks (1); with 0 nobody is let in. Absent before its first end.',
  labels,
})

type Door = {
  readonly cluster: string
  readonly breaker: Pick<Breaker, 'isOpen'>
  readonly gate: Pick<Gate, 'waiting'>
}

/** How people’s calls to one cluster get through. */
export function meterDoor({ cluster, breaker, gate }: Door, meter: Meter): void {
  meter.read(BREAKER_OPEN, () => [{ labels: { cluster }, value: breaker.isOpen() ? 1 : 0 }])
  meter.read(CALLS_WAITING, () => [{ labels: { cluster }, value: gate.waiting() }])
}

/** Returns what is to be told how each self-test ended. */
export function meterSelfTest(cluster: string, meter: Meter): (error: unknown) => void {
  let verified: number | undefined
  meter.read(VERIFIED, () =>
    verified === undefined ? [] : [{ labels: { cluster }, value: verified }],
  )
  return (error) => void (verified = error === undefined ? 1 : 0)
}
