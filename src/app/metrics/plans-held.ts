import { GOING_ON, type PlanCensus } from '../../core/held/plan-census.ts'
import { alone, gauge, type Meter } from '../../core/meter.ts'
import type { Clock } from '../../core/seams.ts'
import { secondsSince } from './metered-outbox.ts'

export const PLANS = gauge({
  name: 'deckwatch_plans',
  help: 'Plans that are not over, by how far they are; the same number from every replica.',
  labels: { state: GOING_ON },
})

export const OLDEST_APPROVAL = gauge({
  name: 'deckwatch_approvals_oldest_waiting_seconds',
  help: 'How long the plan has waited for votes that waits longest; 0 when there is none.',
  labels: {},
})

export function meterPlans(census: PlanCensus, meter: Meter, clock: Clock): void {
  // One question answers both.
  let asked: ReturnType<PlanCensus> | undefined
  const ask = () => (asked ??= census().finally(() => (asked = undefined)))
  meter.read(PLANS, async () => {
    const counts = await ask()
    return GOING_ON.map((state) => ({
      labels: { state },
      value: counts.find((one) => one.state === state)?.count ?? 0,
    }))
  })
  meter.read(OLDEST_APPROVAL, async () => {
    const waiting = (await ask()).find(({ state }) => state === 'waiting')
    return alone(waiting ? secondsSince(waiting.oldest, clock) : 0)
  })
}
