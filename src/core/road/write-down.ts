import { messageKeys } from '../cards/plan-messages.ts'
import type { Messenger } from '../delivery.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { PlanBook } from '../held/plan-book.ts'
import type { Judge } from '../judge.ts'
import { outcomeRecord } from '../records/change-records.ts'
import { endedPlan, type Ending, endStep, finalView, type Related } from './end-step.ts'
import { isRunner, type LeaseParts } from './lease.ts'
import { scopeOfHeld } from './scope.ts'

export type WriteDownParts = LeaseParts & {
  readonly messenger: Messenger
  readonly judge: Judge
  readonly invocation: string
  readonly stopping: AbortSignal
}

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 30_000
const LINK_WAIT_MS = 2000

/**
 * Writes down how a plan ended, again and again while the store is away and this process lives; until then the card
 * shows it all the same. When the program stops first, the log has it, and another process reads the cluster.
 */
export async function writeDown(
  held: HeldPlan,
  ending: Ending,
  parts: WriteDownParts,
): Promise<void> {
  const { clock, stopping, log } = parts
  const permalink = await linkTo(held, parts)
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      if (await wasWritten(held, { ending, permalink }, parts)) return
    } catch (error) {
      const lost = { err: error, record: recordOf(held, { ending, permalink }, parts) }
      if (stopping.aborted) return log.error(lost, 'outcome is not on record')
      if (wait === FIRST_WAIT_MS) showUnrecorded(held, ending, parts)
      log.warn({ err: error, plan: held.plan.id }, 'outcome is not on record yet')
      await clock.sleep(wait, stopping).catch(() => undefined)
    }
  }
}

type Written = { readonly ending: Ending; readonly permalink: string | undefined }

/** True also when it is another's by now; false when somebody wrote in between and it must be read again. */
async function wasWritten(
  { plan }: HeldPlan,
  { ending, permalink }: Written,
  parts: WriteDownParts,
): Promise<boolean> {
  const { book, runner, messenger } = parts
  const held = await book.find(plan.id)
  if (!isRunner(held, runner)) return true
  const related = await relatedTo(held, book)
  const world = { ...worldOf(held, parts), ...related, permalink, isRecorded: true }
  const { kind } = await book.commit(endStep(held, ending, world))
  if (kind === 'done') messenger.wake()
  return kind === 'done'
}

function worldOf(held: HeldPlan, { clock, judge, invocation }: WriteDownParts) {
  const at = clock.now()
  return { at, scope: scopeOfHeld(held, { judge, at }), invocation, undoMs: judge.terms.undoMs }
}

async function relatedTo({ plan, revertId }: HeldPlan, book: PlanBook): Promise<Related> {
  const find = async (id: string | undefined) => (id === undefined ? undefined : book.find(id))
  const original = await find(plan.undoes)
  return {
    revert: await find(revertId),
    original,
    pending: await find(original?.revertId),
  }
}

const NONE: Related = { revert: undefined, original: undefined, pending: undefined }

function showUnrecorded(held: HeldPlan, ending: Ending, parts: WriteDownParts): void {
  const world = { ...worldOf(held, parts), ...NONE, permalink: undefined, isRecorded: false }
  parts.messenger.progress(messageKeys(held.plan.id).card, finalView(held, ending, world))
}

function recordOf(held: HeldPlan, { ending, permalink }: Written, { clock }: WriteDownParts) {
  const { outcome, auditIds } = ending
  const ended = endedPlan(held, ending, clock.now())
  return outcomeRecord(ended, { outcome, auditIds, permalink }, clock.now())
}

/** A link is worth a moment, not more. */
async function linkTo(
  { plan }: HeldPlan,
  { messenger, clock }: WriteDownParts,
): Promise<string | undefined> {
  const enough = new AbortController()
  const late = clock.sleep(LINK_WAIT_MS, enough.signal).catch(() => undefined)
  const link = messenger.permalink(messageKeys(plan.id).card).catch(() => undefined)
  try {
    return (await Promise.race([link, late])) ?? undefined
  } finally {
    enough.abort()
  }
}
