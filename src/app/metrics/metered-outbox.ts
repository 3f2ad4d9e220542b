import type { Outbox } from '../../core/delivery.ts'
import { alone, counter, gauge, type Meter } from '../../core/meter.ts'
import type { Clock } from '../../core/seams.ts'

/** What a message is about: the beginning of its key. */
const KINDS = ['plan', 'incident', 'digest', 'change', 'changes', 'away', 'audit', 'other'] as const
type Kind = (typeof KINDS)[number]

export const DELIVERIES = counter({
  name: 'deckwatch_deliveries_total',
  help: 'Messages brought to Slack, by what they are about: shown as they should be, put off after a failure, given up for good, or withdrawn before anybody saw them.',
  labels: { kind: KINDS, result: ['delivered', 'postponed', 'given-up', 'withdrawn'] },
})

export const WAITING = gauge({
  name: 'deckwatch_deliveries_waiting',
  help: 'Messages that Slack does not show yet as they should be; the same number from every replica.',
  labels: {},
})

export const OLDEST_WAITING = gauge({
  name: 'deckwatch_deliveries_oldest_waiting_seconds',
  help: 'How long the one of them has waited that waits longest; 0 when there is none.',
  labels: {},
})

/** The same outbox; what becomes of messages is counted, and what waits is read when it is asked for. */
export function meteredOutbox(outbox: Outbox, meter: Meter, clock: Clock): Outbox {
  const count = (key: string, result: (typeof DELIVERIES.labels.result)[number]) =>
    meter.count(DELIVERIES, { kind: kindOf(key), result })
  // One question answers both.
  let asked: ReturnType<Outbox['backlog']> | undefined
  const backlog = () => (asked ??= outbox.backlog().finally(() => (asked = undefined)))
  meter.read(WAITING, async () => alone((await backlog()).waiting))
  meter.read(OLDEST_WAITING, async () => {
    const { oldest } = await backlog()
    return alone(oldest ? secondsSince(oldest, clock) : 0)
  })
  return {
    ...outbox,
    async delivered(key, revision, posted) {
      await outbox.delivered(key, revision, posted)
      count(key, 'delivered')
    },
    async postpone(pending, delayMs, isUnsent) {
      await outbox.postpone(pending, delayMs, isUnsent)
      count(pending.key, 'postponed')
    },
    async giveUp(key, revision, why) {
      await outbox.giveUp(key, revision, why)
      count(key, 'given-up')
    },
    async forget(key, revision) {
      await outbox.forget(key, revision)
      count(key, 'withdrawn')
    },
  }
}

function kindOf(key: string): Kind {
  const first = key.split('/', 1)[0]
  return KINDS.find((kind) => kind === first) ?? 'other'
}

export const secondsSince = (at: Date, clock: Clock): number =>
  Math.max(0, (clock.now().getTime() - at.getTime()) / 1000)
