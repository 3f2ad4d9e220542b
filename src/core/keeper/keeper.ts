import type { Approvals } from '../approvals/approvals.ts'
import { UnavailableError } from '../errors.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { PlanBook } from '../held/plan-book.ts'
import type { Perform } from '../road/perform.ts'
import type { Clock, Log } from '../seams.ts'
import type { Service } from '../service.ts'
import { type Agenda, agendaOf, type Task } from './agenda.ts'
import { createPatience } from './patience.ts'
import type { TakeOver } from './take-over.ts'
import { createWaking } from './waking.ts'
import type { Tracer } from '../tracer.ts'

export type KeeperParts = {
  readonly book: PlanBook
  readonly approvals: Pick<Approvals, 'ready' | 'expire'>
  readonly perform: Perform
  readonly takeOver: TakeOver
  readonly clock: Clock
  readonly log: Log
  /** Each task is done within it, from its first step to its last. */
  readonly hold?: <T>(work: () => Promise<T>) => Promise<T>
  readonly tracer: Tracer
  /** Aborted by `stop`: whoever follows a rollout says so and lets go. */
  readonly stopping: AbortController
}

export type Keeper = Service & {
  /** Something is approved or due: look now. */
  wake(): void
}

/** How long nothing is looked at when nothing is due. */
const LOOK_MS = 5000
const LONGEST_BLIND_MS = 30_000
/** What is begun at once, at most; what only closes a plan or goes on following it does not count. */
const HANDS = 8
/** What everything before the write may take. */
const READY_MS = 60_000
const DRAIN_MS = 8_000

/**
 * Takes approved and due plans to execution, ends what is over, and looks after what a dead process left. Any number
 * of processes may run one: each step is a compare-and-swap, and the one who is late finds nothing to do.
 */
export function createKeeper(parts: KeeperParts): Keeper {
  const { clock, log, stopping, perform } = parts
  const waking = createWaking(clock)
  const hands = createHands(parts, () => waking.wake())
  let looping = Promise.resolve()

  const loop = async () => {
    let blindMs = 1000
    while (!stopping.signal.aborted) {
      let waitMs = blindMs
      try {
        waitMs = await lookOnce(hands, parts)
        blindMs = 1000
      } catch (error) {
        if (!(error instanceof UnavailableError)) log.error({ err: error }, 'keeper broke')
        blindMs = Math.min(blindMs * 2, LONGEST_BLIND_MS)
      }
      await waking.pause(waitMs)
    }
  }

  return {
    name: 'keeper',
    start: async () => void (looping = loop()),
    stop: async () => {
      stopping.abort(new Error('stopping'))
      waking.wake()
      await looping
      const enough = new AbortController()
      const late = clock.sleep(DRAIN_MS, enough.signal).catch(() => undefined)
      await Promise.race([Promise.all([hands.drained(), perform.drained()]), late])
      enough.abort()
    },
    unready: () => undefined,
    wake: () => waking.wake(),
  }
}

/** Begins what is due and says when to look again. */
async function lookOnce(hands: Hands, { book, perform }: KeeperParts): Promise<number> {
  const now = await book.now()
  const approved = await book.list({ states: ['approved'], limit: 200 })
  const dueBy = new Date(now.getTime() + LOOK_MS)
  const timed = await book.list({
    states: ['waiting', 'scheduled', 'executing'],
    dueBy,
    limit: 500,
  })
  const isOurs = (held: HeldPlan) => perform.isAt(held.plan.id)
  const agenda: Agenda = agendaOf([...approved, ...timed], { now, isOurs })
  for (const task of agenda.tasks) hands.take(task)
  return Math.min(agenda.nextMs, LOOK_MS)
}

type Hands = {
  /** Does it now, unless it is being done, failed a moment ago, or there is too much at once. */
  take(task: Task): void
  drained(): Promise<void>
}

function createHands(parts: KeeperParts, onFree: () => void): Hands {
  const { log, clock, hold = (work) => work() } = parts
  const busy = new Map<string, Promise<void>>()
  const patience = createPatience(clock)
  let begun = 0
  const isFull = () => begun >= HANDS
  return {
    take: (task) => {
      const { id } = task.held.plan
      const isLight = task.kind === 'expire' || task.held.accepted !== undefined
      if (busy.has(id) || patience.isWaiting(id) || (!isLight && isFull())) return
      if (!isLight) begun++
      const doing = hold(() => traced(task, parts))
        .then(() => patience.forget(id))
        .catch((error: unknown) => {
          patience.failed(id)
          const facts = { err: error, plan: id, task: task.kind }
          if (error instanceof UnavailableError) log.info(facts, 'not now')
          else log.error(facts, 'task of the keeper broke')
        })
        .finally(() => {
          const wasFull = isFull()
          busy.delete(id)
          if (!isLight) begun--
          if (wasFull) onFree()
        })
      busy.set(id, doing)
    },
    drained: async () => void (await Promise.allSettled(busy.values())),
  }
}

/** It goes on from what was asked for, and each vote led to it. */
function traced({ kind, held }: Task, parts: KeeperParts): Promise<void> {
  const about = {
    from: { request: held.plan.requestId },
    links: held.origins ?? [],
    attributes: { 'deckwatch.plan.id': held.plan.id },
  }
  return parts.tracer.span(`plan: ${kind}`, about, () => doTask({ kind, held }, parts))
}

async function doTask({ kind, held }: Task, parts: KeeperParts): Promise<void> {
  if (kind === 'expire') return parts.approvals.expire(held)
  if (kind === 'take-over') return parts.takeOver(held)
  if (await isTooEarly(held, parts)) return
  const { approvals, perform, clock } = parts
  const deadline = new AbortController()
  const cancel = clock.after(READY_MS, () => deadline.abort(new Error('deadline')))
  try {
    const ready = await approvals.ready(held, deadline.signal)
    if (ready.kind === 'stopped') return
    const { session, actor } = ready
    const { signal } = deadline
    await perform.run({ held: ready.held, session, actor, signal, onWrite: cancel })
  } finally {
    cancel()
  }
}

/** How the change that it takes back ended is found out first: a change taken back looks like one never made. */
async function isTooEarly(
  { revertOf }: HeldPlan,
  { book, perform }: KeeperParts,
): Promise<boolean> {
  if (revertOf === undefined || perform.isAt(revertOf)) return false
  return (await book.find(revertOf))?.state === 'executing'
}
