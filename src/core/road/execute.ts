import type { ClusterReader, ClusterSession } from '../cluster.ts'
import { DeckwatchError, LostAnswerError, NotFoundError, UnavailableError } from '../errors.ts'
import type { Outcome } from '../outcome.ts'
import type { Effect, Plan } from '../plan.ts'
import { KubeObject, refName } from '../resource.ts'
import type { Clock } from '../seams.ts'
import { code, text } from '../text.ts'
import { isMade, isUnmade } from './effect-state.ts'

/** What came of sending a plan: everything accepted, or how it ended there and then. */
export type Execution =
  | {
      readonly kind: 'accepted'
      readonly auditIds: readonly string[]
      readonly generations: readonly number[]
    }
  | {
      readonly kind: 'ended'
      readonly outcome: Outcome
      readonly auditIds: readonly string[]
      /** Read again, and nothing of it is there. */
      readonly isUnchanged: boolean
    }

type Parts = {
  readonly session: ClusterSession
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Is this process still the one that may send? Asked before each call. */
  readonly maySend: () => boolean
}

/** How often, and after how long, a lost answer is looked for in the cluster. */
const REREAD_AFTER_MS = [500, 1500, 3000] as const

/**
 * The only function in the program that writes to a cluster. Effects run in order, each with its preconditions;
 * nothing is ever sent twice. A lost answer is looked up in the cluster, and where that does not tell, the
 * outcome is `unknown`.
 */
export async function execute(plan: Plan, parts: Parts): Promise<Execution> {
  const auditIds: string[] = []
  const generations: number[] = []
  for (const [i, effect] of plan.effects.entries()) {
    const result = parts.maySend() ? await send(effect, parts) : tooLate()
    if (result.kind === 'ended') {
      const { outcome, isUnchanged } = result
      const isWhole = i === 0 && isUnchanged
      return { ...result, outcome: partly(outcome, plan, i), auditIds, isUnchanged: isWhole }
    }
    generations.push(result.generation)
    if (result.auditId !== undefined) auditIds.push(result.auditId)
  }
  return { kind: 'accepted', auditIds, generations }
}

/** The server's own dry run of the same calls: everything is checked, admission included; nothing is stored. */
export async function rehearse(plan: Plan, { writer }: ClusterSession): Promise<void> {
  for (const effect of plan.effects) await writer.apply(effect, { dryRun: true })
}

type Sent =
  | { readonly kind: 'accepted'; readonly generation: number; readonly auditId?: string }
  | { readonly kind: 'ended'; readonly outcome: Outcome; readonly isUnchanged: boolean }

/** The process stood still for so long that another may have taken this over: nothing is sent. */
function tooLate(): Sent {
  const error = new UnavailableError(
    'held-up-too-long',
    text`Deckwatch was held up for too long before it could send this, so it did not send it.`,
    { hint: text`Look how it is now, then ask again.` },
  )
  return { kind: 'ended', outcome: { kind: 'refused', error }, isUnchanged: true }
}

async function send(effect: Effect, parts: Parts): Promise<Sent> {
  try {
    const { object, auditId } = await parts.session.writer.apply(effect, { dryRun: false })
    // A Scale answer carries no generation of its own: the change itself made the next one.
    const generation = object.metadata.generation ?? effect.target.generation + 1
    return { kind: 'accepted', generation, ...(auditId !== undefined && { auditId }) }
  } catch (error) {
    if (error instanceof LostAnswerError) return lookForLost(effect, parts)
    if (error instanceof DeckwatchError)
      return { kind: 'ended', outcome: { kind: 'refused', error }, isUnchanged: true }
    throw error
  }
}

async function lookForLost(effect: Effect, { session, clock, signal }: Parts): Promise<Sent> {
  for (const wait of REREAD_AFTER_MS) {
    await clock.sleep(wait, signal)
    const found = await stateNow(effect, session.reader)
    if (found.state === 'changed') return { kind: 'accepted', generation: found.generation }
  }
  const last = await stateNow(effect, session.reader)
  if (last.state === 'changed') return { kind: 'accepted', generation: last.generation }
  const outcome = { kind: 'unknown', why: whyUnknown(effect, last.state) } as const
  return { kind: 'ended', outcome, isUnchanged: last.state === 'unchanged' }
}

export type StateNow =
  | { readonly state: 'changed'; readonly generation: number }
  | { readonly state: 'unchanged' | 'different' | 'gone' | 'unreadable' }

/** How an effect's object is now: with it, without it, or otherwise. */
export async function stateNow(effect: Effect, reader: ClusterReader): Promise<StateNow> {
  try {
    const object = await reader.get(effect.target, KubeObject)
    if (object.metadata.uid !== effect.target.uid) return { state: 'gone' }
    if (isMade(effect, object)) {
      return { state: 'changed', generation: object.metadata.generation ?? 0 }
    }
    return { state: isUnmade(effect, object) ? 'unchanged' : 'different' }
  } catch (error) {
    return { state: error instanceof NotFoundError ? 'gone' : 'unreadable' }
  }
}

function whyUnknown({ target, changes }: Effect, state: StateNow['state']) {
  const name = code(refName(target))
  switch (state) {
    case 'unchanged': {
      const [first] = changes
      const still = first
        ? text`${first.field} is still ${code(String(first.before))}`
        : text`it is unchanged`
      return text`The API server's answer was lost. Read again just now: ${still} on ${name}. It was not sent again.`
    }
    case 'gone':
      return text`The API server's answer was lost, and ${name} is no longer there.`
    case 'different':
      return text`The API server's answer was lost, and ${name} is now neither as before nor as planned.`
    default:
      return text`The API server's answer was lost, and ${name} cannot be read right now. It was not sent again.`
  }
}

function partly(outcome: Outcome, plan: Plan, done: number): Outcome {
  if (done === 0 || outcome.kind !== 'refused') return outcome
  const applied = plan.effects.slice(0, done).map(({ target }) => refName(target))
  const why = text`${applied.join(', ')} changed, then the API server refused the rest: ${outcome.error.text}`
  return { kind: 'unknown', why }
}
