import { UnavailableError } from '../errors.ts'
import type { HeldPlan } from '../held/held-plan.ts'
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
  /** Renews it no more; resolves when no renewal is under way. */
  release(): Promise<void>
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
  const renewLater = () => {
    cancel = clock.after(takeoverMs / 3, () => void (renewing = renewOnce()))
  }
  const renewOnce = async () => {
    const asked = clock.monotonic()
    const answer = await renew({ id, intentSeq }, parts).catch((error: unknown) => {
      if (!(error instanceof UnavailableError)) log.error({ err: error, plan: id }, 'lease broke')
      return 'unknown' as const
    })
    if (answer === 'renewed') ownUntil = asked + takeoverMs
    if (answer === 'lost') lost.abort(new Error('taken over'))
    else if (!isReleased) renewLater()
  }
  renewLater()
  return {
    isOwn: () => !lost.signal.aborted && clock.monotonic() < ownUntil,
    lost: lost.signal,
    release: () => {
      isReleased = true
      cancel()
      return renewing
    },
  }
}

/** Until when a lease that begins now holds, as the store counts time. */
export async function leaseEnd({ book, takeoverMs }: LeaseParts): Promise<string> {
  return new Date((await book.now()).getTime() + takeoverMs).toISOString()
}

/** Is this process the one that the store believes to be at it? */
export const isRunner = (held: HeldPlan | undefined, runner: string): held is HeldPlan =>
  held?.state === 'executing' && held.runner?.id === runner

/** Others may write beside it (a review is closed), so the newest version is taken each time. */
async function renew(
  { id, intentSeq }: Omit<Taken, 'since'>,
  parts: LeaseParts,
): Promise<'renewed' | 'lost' | 'unknown'> {
  const held = await parts.book.find(id)
  if (!isRunner(held, parts.runner)) return 'lost'
  const runner = { id: parts.runner, until: await leaseEnd(parts) }
  const next = { ...held, runner, ...(intentSeq !== undefined && { intentSeq }) }
  const step = { plans: [{ expected: held.version, next }], records: [], deliveries: [] }
  const { kind } = await parts.book.commit(step)
  return kind === 'done' ? 'renewed' : 'unknown'
}
