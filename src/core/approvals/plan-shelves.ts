import { isMadeOutcome } from '../cards/aftermath.ts'
import type { HeldPlan, HeldState } from '../held/held-plan.ts'
import type { PlanQuery } from '../held/plan-book.ts'
import type { PlanShelf } from '../plan-desk.ts'
import type { Request } from '../request.ts'
import type { ApprovalParts } from './approval-parts.ts'
import { isSamePerson } from '../held/same-person.ts'
import { groupsIfKnown, maySee } from './who-may.ts'

const SHOWN = 50
const LOOK_AT = 200
/** Each of the last changes costs the cluster a question whether this person may see it. */
const LAST = 20

/** Plans that this person may see, newest first. */
export async function listPlans(
  shelf: PlanShelf,
  request: Request,
  parts: ApprovalParts,
): Promise<readonly HeldPlan[]> {
  const found = await parts.book.list({ ...queryOf(shelf, request), limit: LOOK_AT })
  const belongs = await Promise.all(found.map((held) => isOn(shelf, { held, request }, parts)))
  return found.filter((_, i) => belongs[i]).slice(0, SHOWN)
}

/** The last change that ended in this place, was not an undo, is not undone yet and not too old for it. */
export async function lastHere(
  request: Request,
  parts: ApprovalParts,
): Promise<HeldPlan | undefined> {
  const { channelId } = request.place
  const ended = await parts.book.list({ channelId, states: ['ended'], limit: LOOK_AT })
  const now = await parts.book.now()
  const made = ended.filter(({ outcome }) => outcome && isMadeOutcome(outcome.kind))
  const undone = new Set(made.map(({ plan, revertOf }) => plan.undoes ?? revertOf))
  const since = now.getTime() - parts.judge.terms.undoMs
  const undoable = made.filter(({ plan, outcome, revertOf }) => {
    const isFirst = plan.undoes === undefined && revertOf === undefined && !undone.has(plan.id)
    const isYoung = Date.parse(outcome?.at ?? '') >= since
    return isFirst && isYoung && plan.effects.length > 0
  })
  for (const held of undoable.slice(0, LAST)) {
    if (await maySee(held, request, parts)) return held
  }
  return undefined
}

const MINE = ['waiting', 'approved', 'scheduled', 'denied', 'expired', 'void'] as const

function queryOf(shelf: PlanShelf, { actor }: Request): Omit<PlanQuery, 'limit'> {
  const states = (...named: readonly HeldState[]) => ({ states: named })
  switch (shelf) {
    case 'waiting':
      return states('waiting')
    case 'mine':
      return { requester: actor.user, ...states(...MINE) }
    case 'all':
      return states('waiting', 'approved')
    case 'scheduled':
      return states('scheduled')
    case 'reviews':
      return { openReview: true }
    default:
      return shelf satisfies never
  }
}

async function isOn(
  shelf: PlanShelf,
  { held, request }: { readonly held: HeldPlan; readonly request: Request },
  parts: ApprovalParts,
): Promise<boolean> {
  const { actor } = request
  if (shelf === 'waiting') {
    const isOwn = isSamePerson(actor, held.plan.requester)
    return !isOwn && (await groupsIfKnown(held, actor, parts)).length > 0
  }
  if (shelf === 'reviews' && parts.judge.breakGlass?.mayReview(actor)) return true
  return maySee(held, request, parts)
}
