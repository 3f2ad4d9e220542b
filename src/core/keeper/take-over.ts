import type { Actor, Identify } from '../actor.ts'
import type { Clusters, ClusterReader, ClusterSession } from '../cluster.ts'
import { DeckwatchError, UnavailableError } from '../errors.ts'
import type { Accepted, HeldPlan } from '../held/held-plan.ts'
import type { Effect } from '../plan.ts'
import { refName } from '../resource.ts'
import type { Ending } from '../road/end-step.ts'
import { type StateNow, stateNow } from '../road/execute.ts'
import { keepLease, type Lease, leaseEnd } from '../road/lease.ts'
import { followOn, type PerformParts } from '../road/perform.ts'
import { writeDown } from '../road/write-down.ts'
import { code, join, text, type Text, user } from '../text.ts'
import { withoutFlags } from '../words/without-flags.ts'

export type TakeOverParts = PerformParts & {
  readonly clusters: Clusters
  readonly identify: Identify
}

/** Looks after a plan whose process is gone or let go: reads the truth, follows it and ends it. Never sends anything. */
export type TakeOver = (held: HeldPlan) => Promise<void>

export function createTakeOver(parts: TakeOverParts): TakeOver {
  return async (held) => {
    const lease = await take(held, parts)
    if (!lease) return
    const { log } = parts
    const facts = { plan: held.plan.id, runner: held.runner?.id }
    if (held.accepted) log.info(facts, 'taken over to follow')
    else log.warn(facts, 'taken over')
    try {
      const ending = await truthOf(held, lease, parts)
      if (ending) await writeDown(held, { ...ending, intentSeq: held.intentSeq }, parts)
      else await lease.handOver()
    } finally {
      await lease.release()
    }
  }
}

/** One process takes it: whoever is first with this version. */
async function take(held: HeldPlan, parts: TakeOverParts): Promise<Lease | undefined> {
  const { book, clock, runner } = parts
  const since = clock.monotonic()
  const next = { ...held, runner: { id: runner, until: await leaseEnd(parts) } }
  const step = { plans: [{ expected: held.version, next }], records: [], deliveries: [] }
  const { kind } = await book.commit(step)
  return kind === 'done'
    ? keepLease({ id: held.plan.id, since, intentSeq: held.intentSeq }, parts)
    : undefined
}

type Truth = Omit<Ending, 'intentSeq'>

/** Undefined when the program stops before it is known: then another process looks. */
async function truthOf(
  held: HeldPlan,
  lease: Lease,
  parts: TakeOverParts,
): Promise<Truth | undefined> {
  const { stopping } = parts
  const seen = await lookUntilSeen(held, parts)
  if (stopping.aborted) return undefined
  if ('cannot' in seen) return unseen(held, seen.cannot)
  const { looks, session, actor } = seen
  const accepted = held.accepted ?? asSeen(held, looks)
  return accepted
    ? followOn({ held, session, actor }, { lease, accepted }, parts)
    : notMade(held, looks)
}

/** What the process that is gone could not leave word of; undefined when the cluster does not show all of it. */
function asSeen({ updatedAt }: HeldPlan, looks: readonly Look[]): Accepted | undefined {
  if (!looks.every(({ now }) => now.state === 'changed')) return undefined
  const generations = looks.map(({ now }) => ('generation' in now ? now.generation : 0))
  return { at: updatedAt, auditIds: [], generations }
}

function unseen({ accepted }: HeldPlan, why: Text): Truth {
  if (!accepted) return unknown(why, [], false)
  return { ...accepted, outcome: { kind: 'lost-sight', why }, isUnchanged: false, isTold: true }
}

type Look = { readonly effect: Effect; readonly now: StateNow }
type Seen = {
  readonly looks: readonly Look[]
  readonly session: ClusterSession
  readonly actor: Actor
}

/** How long after each other it is tried while the cluster or the directory does not answer. */
const AGAIN_AFTER_MS = [2000, 5000, 15_000, 30_000, 60_000] as const

async function lookUntilSeen(
  held: HeldPlan,
  parts: TakeOverParts,
): Promise<Seen | { readonly cannot: Text }> {
  const { clock, stopping } = parts
  for (const wait of AGAIN_AFTER_MS) {
    const seen = await look(held, parts)
    if (seen && ('cannot' in seen || isClear(seen))) return seen
    await clock.sleep(wait, stopping).catch(() => undefined)
    if (stopping.aborted) break
  }
  return (await look(held, parts)) ?? { cannot: text`Nobody could be asked how it is now.` }
}

const isClear = ({ looks }: Seen) => looks.every(({ now }) => now.state !== 'unreadable')

/** As the requester, who is asked for anew. Undefined while that cannot be known. */
async function look(
  { plan }: HeldPlan,
  { identify, clusters, stopping }: TakeOverParts,
): Promise<Seen | { readonly cannot: Text } | undefined> {
  const { userId, teamId } = plan.requester
  try {
    const actor = await identify({ userId, teamId })
    const call = { actor, requestId: plan.requestId, signal: stopping }
    const session = clusters.open(plan.cluster, call)
    const looks = await Promise.all(plan.effects.map((effect) => lookAt(effect, session.reader)))
    return { looks, session, actor }
  } catch (error) {
    if (error instanceof UnavailableError) return undefined
    if (!(error instanceof DeckwatchError)) throw error
    return { cannot: text`It cannot be read as ${user(userId)} any more: ${error.text}` }
  }
}

async function lookAt(effect: Effect, reader: ClusterReader): Promise<Look> {
  return { effect, now: await stateNow(effect, reader) }
}

function notMade({ plan }: HeldPlan, looks: readonly Look[]): Truth {
  const seen = text`Read again just now: ${join(looks.map(lookText), '; ')}.`
  const isUnchanged = looks.every(({ now }) => now.state === 'unchanged')
  // What was typed to confirm it is typed anew.
  const again = { label: 'Do it again', words: withoutFlags(plan.words, ['--confirm']) }
  return unknown(seen, isUnchanged ? [again] : [], isUnchanged)
}

function unknown(seen: Text, again: NonNullable<Ending['again']>, isUnchanged: boolean): Truth {
  const why = text`Deckwatch stopped while it was at this change. ${seen} It was not sent again.`
  const outcome = { kind: 'unknown', why } as const
  return { outcome, auditIds: [], generations: [], isUnchanged, again, isTold: true }
}

function lookText({ effect, now }: Look): Text {
  const name = code(refName(effect.target))
  const [change] = effect.changes
  switch (now.state) {
    case 'changed':
      return text`${name} is changed as planned`
    case 'unchanged':
      return change
        ? text`${change.field} is still ${code(String(change.before ?? 'not set'))} on ${name}`
        : text`${name} is as before`
    case 'different':
      return text`${name} is neither as before nor as planned`
    case 'gone':
      return text`${name} is no longer there`
    case 'unreadable':
      return text`${name} cannot be read`
    default:
      return now satisfies never
  }
}
