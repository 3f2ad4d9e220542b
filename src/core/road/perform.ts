import { logGate } from './last-words.ts'
import type { Actor } from '../actor.ts'
import type { ClusterSession } from '../cluster.ts'
import type { Delivery } from '../delivery.ts'
import type { Question } from './gates.ts'
import { UsageError } from '../errors.ts'
import { messageKeys } from '../cards/plan-messages.ts'
import type { Accepted, HeldPlan } from '../held/held-plan.ts'
import type { Outcome } from '../outcome.ts'
import type { Ids } from '../seams.ts'
import { text, user } from '../text.ts'
import { sayDuration } from '../words/duration.ts'
import { beginStep } from './begin-step.ts'
import type { Ending } from './end-step.ts'
import { execute } from './execute.ts'
import { followAll } from './follow-all.ts'
import { keepLease, type Lease } from './lease.ts'
import { scopeOfHeld } from './scope.ts'
import { type Sight, workingView } from '../cards/working-view.ts'
import { writeDown, type WriteDownParts } from './write-down.ts'
import type { Tracer } from '../tracer.ts'

/** `stopping` is aborted when the program stops: what is followed is handed over to another process. */
export type PerformParts = WriteDownParts & { readonly ids: Ids; readonly tracer: Tracer }

export type Performing = {
  /** Version 0 when the store does not have it yet; else approved, or scheduled and due. */
  readonly held: HeldPlan
  readonly session: ClusterSession
  readonly actor: Actor
  /** Ends the calls that write; following goes on. */
  readonly signal: AbortSignal
  /** Called right before something is sent that writes. */
  readonly onWrite: () => void
  /** Told in the same step as the intent. */
  readonly alarms?: readonly Delivery[]
}

export type Perform = {
  /**
   * Begins a plan, carries it out and writes down how it ended. False when another process was first. Throws when the
   * intent could not be written: then nothing was sent.
   */
  run(performing: Performing): Promise<boolean>
  /** Is this process at it? */
  isAt(id: string): boolean
  /** Everything that is under way has ended. */
  drained(): Promise<void>
}

/** Plans that this process is at, by id. */
export type Performances = Map<string, Promise<boolean>>

/** The only caller of `execute`. Several may share what is under way. */
export function createPerform(parts: PerformParts, underWay: Performances = new Map()): Perform {
  return {
    run: async (performing) => {
      const { id } = performing.held.plan
      const running = parts.tracer.span('carry out', aboutPlan(performing.held), () =>
        runOnce(performing, parts),
      )
      underWay.set(id, running)
      try {
        return await running
      } finally {
        underWay.delete(id)
      }
    },
    isAt: (id) => underWay.has(id),
    drained: async () => void (await Promise.allSettled(underWay.values())),
  }
}

/** Names and numbers; what is changed to what is on the audit trail. */
const aboutPlan = ({ plan }: HeldPlan) => ({
  attributes: {
    'deckwatch.plan.id': plan.id,
    'deckwatch.command': plan.command,
    'k8s.cluster.name': plan.cluster,
  },
})

async function runOnce(performing: Performing, parts: PerformParts): Promise<boolean> {
  const begun = await begin(performing, parts)
  if (begun) await carryOut(performing, begun, parts)
  return begun !== undefined
}

type Begun = { readonly lease: Lease; readonly intentSeq: number | undefined }

async function begin(performing: Performing, parts: PerformParts): Promise<Begun | undefined> {
  const { book, clock, runner, takeoverMs, ids, messenger, judge } = parts
  const { held, alarms = [] } = performing
  const since = clock.monotonic()
  const at = await book.now()
  const card = { ...workingView(held.plan), scope: scopeOfHeld(held, { judge, at }) }
  const lease = { id: runner, until: new Date(at.getTime() + takeoverMs).toISOString() }
  const newId = () => ids.short()
  const result = await book.commit(beginStep({ held, runner: lease, at, card, alarms, newId }))
  if (result.kind === 'repeated') throw repeated(result.by, at)
  if (result.kind === 'stale') return undefined
  messenger.wake()
  const [intentSeq] = result.seqs
  return { lease: keepLease({ id: held.plan.id, since, intentSeq }, parts), intentSeq }
}

/** The same plan by the same person within seconds is a double delivery or a double tap: one effect. */
function repeated({ plan, createdAt }: HeldPlan, at: Date): UsageError {
  const ago = sayDuration(at.getTime() - Date.parse(createdAt))
  return new UsageError(
    'already-running',
    text`The same change was begun ${ago} ago by ${user(plan.requester.userId)}; it was not sent twice.`,
  )
}

async function carryOut(
  performing: Performing,
  { lease, intentSeq }: Begun,
  parts: PerformParts,
): Promise<void> {
  const { held } = performing
  try {
    const ending = await writeAndFollow(performing, lease, parts)
    if (ending) await writeDown(held, { ...ending, intentSeq }, parts)
    else await lease.handOver()
  } catch (error) {
    const why = text`Something broke on our side (id ${held.plan.requestId}); look before you try again.`
    const outcome: Outcome = { kind: 'unknown', why }
    await writeDown(held, { ...BROKEN, outcome, intentSeq }, parts)
    throw error
  } finally {
    await lease.release()
  }
}

const BROKEN = { auditIds: [], generations: [], isUnchanged: false } as const

/** Undefined when the program stops before the end is known, or another process took it over. */
async function writeAndFollow(
  performing: Performing,
  lease: Lease,
  parts: PerformParts,
): Promise<Omit<Ending, 'intentSeq'> | undefined> {
  const { held, session, signal, onWrite } = performing
  const { clock, tracer } = parts
  onWrite()
  const maySend = () => lease.isOwn()
  const execution = await tracer.span('execute', {}, () =>
    execute(held.plan, { session, clock, signal, maySend }),
  )
  if (execution.kind === 'ended') return { ...execution, generations: [] }
  const { generations, auditIds } = execution
  const accepted = { at: clock.now().toISOString(), auditIds, generations }
  return followOn(performing, { lease, accepted }, parts)
}

type Following = { readonly lease: Lease; readonly accepted: Accepted }

/** Watches what was accepted, and shows on the card how far it is. Undefined when the end was not seen any more. */
export async function followOn(
  { held, session, actor }: Pick<Performing, 'held' | 'session' | 'actor'>,
  { lease, accepted }: Following,
  parts: PerformParts,
): Promise<Omit<Ending, 'intentSeq'> | undefined> {
  const { clock, judge, messenger, stopping, tracer } = parts
  const { at, auditIds, generations } = accepted
  const scope = scopeOfHeld(held, { judge, at: clock.now() })
  const { card } = messageKeys(held.plan.id)
  lease.accepted(accepted)
  const following = {
    reader: session.reader,
    clock,
    signal: AbortSignal.any([stopping, lease.lost]),
    beforeMs: Math.max(0, clock.now().getTime() - Date.parse(at)),
    onSight: (sight: Sight) =>
      messenger.progress(card, { ...workingView(held.plan, sight), scope }),
    mayShowLog: logGate(questionOf(held, actor, clock.now()), judge),
  }
  const outcome = await tracer.span('follow', {}, async (span) => {
    // It reads every second, for minutes.
    const seen = await tracer.quiet(() => followAll(held.plan, generations, following))
    span.set({ 'deckwatch.outcome': seen?.kind })
    return seen
  })
  return outcome && { outcome, generations, auditIds, isUnchanged: false }
}

/** What policy is asked about a plan that is held, by whoever is at it. */
export function questionOf(
  { plan, environment, place }: HeldPlan,
  actor: Actor,
  at: Date,
): Question {
  return { actor, place, at, cluster: { name: plan.cluster, environment } }
}
