import { UnavailableError } from '../errors.ts'
import type { Accepted, HeldPlan } from '../held/held-plan.ts'
import type { PlanBook } from '../held/plan-book.ts'
import type { Clock, Log } from '../seams.ts'

export type LeaseParts = {
  readonly book: PlanBook
  readonly clock: Clock
  readonly log: Log
  /** Of this process, unlike any other's. */
  readonly runner: string
  /** For how long a process that says nothing is believed to be at it. */
  readonly takeoverMs: number
}

export type Lease = {
  /** Certain until the time that was written is over by the monotonic clock, which no one sets back. */
  isOwn(): boolean
  /** Aborted when another process took it over. */
  readonly lost: AbortSignal
  /** The cluster accepted it all: kept with the next renewal, so that another process can follow from there. */
  accepted(accepted: Accepted): void
  /** Renews it no more; resolves when no renewal is under way. */
  release(): Promise<void>
  /** Releases it, and another process may have it at once. Where the store is away, when its time is over. */
  handOver(): Promise<void>
}

type Taken = {
  readonly id: string
  /** When the first was asked for, by the monotonic clock. */
  readonly since: number
  /** Number of the intent, which only the answer to its commit told: kept with the first renewal. */
  readonly intentSeq: number | undefined
}

/** Tells the store every third of the lease that this process is still at a plan. */
export function keepLease({ id, since, intentSeq }: Taken, parts: LeaseParts): Lease {
  const { clock, takeoverMs, log } = parts
  const lost = new AbortController()
  let ownUntil = since + takeoverMs
  let renewing = Promise.resolve()
  let cancel = () => {}
  let isReleased = false
  let facts: Facts = intentSeq === undefined ? {} : { intentSeq }
  const renewLater = () => {
    cancel = clock.after(takeoverMs / 3, () => void (renewing = renewOnce()))
  }
  const renewOnce = async () => {
    const asked = clock.monotonic()
    const answer = await renew({ id, facts, forMs: takeoverMs }, parts).catch((error: unknown) => {
      if (!(error instanceof UnavailableError)) log.error({ err: error, plan: id }, 'lease broke')
      return 'unknown' as const
    })
    if (answer === 'renewed') ownUntil = asked + takeoverMs
    if (answer === 'lost') lost.abort(new Error('taken over'))
    else if (!isReleased) renewLater()
  }
  const release = () => {
    isReleased = true
    cancel()
    return renewing
  }
  renewLater()
  return {
    isOwn: () => !lost.signal.aborted && clock.monotonic() < ownUntil,
    lost: lost.signal,
    accepted: (accepted) => void (facts = { ...facts, accepted }),
    release,
    handOver: async () => {
      await release()
      await handOver({ id, facts, forMs: 0 }, parts)
    },
  }
}

/** Until when a lease that begins now holds, as the store counts time. */
export async function leaseEnd(
  { book, takeoverMs }: LeaseParts,
  forMs = takeoverMs,
): Promise<string> {
  return new Date((await book.now()).getTime() + forMs).toISOString()
}

/** Is this process the one that the store believes to be at it? */
export const isRunner = (held: HeldPlan | undefined, runner: string): held is HeldPlan =>
  held?.state === 'executing' && held.runner?.id === runner

/** What is known by now and not yet in the store. */
type Facts = Pick<HeldPlan, 'intentSeq' | 'accepted'>

type Renewal = { readonly id: string; readonly facts: Facts; readonly forMs: number }

/** Somebody may write in between, but not again and again. */
const HAND_OVER_TRIES = 5

async function handOver(renewal: Renewal, parts: LeaseParts): Promise<void> {
  const { log } = parts
  const plan = renewal.id
  try {
    for (let tries = 0; tries < HAND_OVER_TRIES; tries++)
      if ((await renew(renewal, parts)) !== 'unknown') return log.info({ plan }, 'handed over')
    log.warn({ plan }, 'not handed over: another process waits until the lease is over')
  } catch (error) {
    log.warn({ err: error, plan }, 'not handed over: another process waits until the lease is over')
  }
}

/** Others may write beside it (a review is closed), so the newest version is taken each time. */
async function renew(
  { id, facts, forMs }: Renewal,
  parts: LeaseParts,
): Promise<'renewed' | 'lost' | 'unknown'> {
  const held = await parts.book.find(id)
  if (!isRunner(held, parts.runner)) return 'lost'
  const runner = { id: parts.runner, until: await leaseEnd(parts, forMs) }
  const next = { ...held, runner, ...facts }
  const step = { plans: [{ expected: held.version, next }], records: [], deliveries: [] }
  const { kind } = await parts.book.commit(step)
  return kind === 'done' ? 'renewed' : 'unknown'
}
