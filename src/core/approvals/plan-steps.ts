import {
  type HeldPlan,
  type HeldState,
  type Vote,
  type Voter,
  isPending,
  isOver,
} from '../held/held-plan.ts'
import type { Text } from '../text.ts'
import { text } from '../text.ts'
import { decidedText } from '../cards/decided-text.ts'
import { isSamePerson } from '../held/same-person.ts'
import { tallyOf } from '../held/tally.ts'

/** What can happen to a plan that is held, short of being executed. */
export type PlanEvent =
  /** `others` are the votes given before, with the groups they count for now. */
  | { readonly kind: 'vote'; readonly vote: Vote; readonly others: readonly Vote[] }
  /** The votes were counted again right before it would begin. */
  | { readonly kind: 'recount'; readonly votes: readonly Vote[] }
  | {
      readonly kind: 'close'
      readonly as: Closed
      readonly why: Text
      readonly by?: Voter
      readonly replacedBy?: string
    }
  | { readonly kind: 'postpone'; readonly byMs: number }
  | { readonly kind: 'review'; readonly by: Voter; readonly note: string }

export type Closed = Extract<HeldState, 'denied' | 'cancelled' | 'expired' | 'void'>

export type Advance =
  | { readonly kind: 'next'; readonly next: HeldPlan }
  | { readonly kind: 'refused'; readonly why: Text }

/** The machine of a held plan: state and event give the next state or a refusal. Pure; `at` is the store's time. */
export function advance(held: HeldPlan, event: PlanEvent, at: Date): Advance {
  switch (event.kind) {
    case 'vote':
      return vote(held, event, at)
    case 'recount':
      return recount(held, event.votes, at)
    case 'close':
      return close(held, event, at)
    case 'postpone':
      return postpone(held, event.byMs, at)
    case 'review':
      return review(held, event, at)
    default:
      return event satisfies never
  }
}

type VoteEvent = Extract<PlanEvent, { kind: 'vote' }>

function vote(held: HeldPlan, event: VoteEvent, at: Date): Advance {
  if (held.state !== 'waiting') return refused(decidedText(held))
  if (isOver(held, at)) return refused(text`It waited too long and can no longer be decided.`)
  if (isSamePerson(event.vote.voter, held.plan.requester)) {
    return refused(text`Nobody approves what they asked for themselves.`)
  }
  const others = event.others.filter(({ voter }) => !isSamePerson(voter, event.vote.voter))
  return next(decided({ ...held, votes: [...others, event.vote] }, at), at)
}

/** What the votes make of it. */
function decided(held: HeldPlan, at: Date): HeldPlan {
  const { decision } = tallyOf(held)
  if (decision === 'approved') return approved(held, at)
  if (decision === 'undecided') return held
  const last = held.votes.findLast(({ choice, groups }) => choice === 'deny' && groups.length > 0)
  const why = last?.reason === undefined ? text`No reason was given.` : text`${last.reason}`
  return { ...held, state: 'denied', closed: closedBy(last?.voter, why, at) }
}

/** With a moment of its own it waits for that; else it may begin at once. */
function approved({ dueAt: _dueAt, ...held }: HeldPlan, at: Date): HeldPlan {
  const useMs = held.verdict.kind === 'ask' ? held.verdict.requirement.useMs : 0
  const moment = held.plan.at === undefined ? at.getTime() : Date.parse(held.plan.at)
  const until = later(new Date(Math.max(moment, at.getTime())), useMs)
  return moment > at.getTime()
    ? { ...held, state: 'scheduled', dueAt: new Date(moment).toISOString(), until }
    : { ...held, state: 'approved', until }
}

function recount(held: HeldPlan, votes: readonly Vote[], at: Date): Advance {
  if (held.state !== 'approved' && held.state !== 'scheduled') return refused(decidedText(held))
  const counted = { ...held, votes }
  const { decision } = tallyOf(counted)
  if (decision === 'approved') return next(counted, at)
  if (decision === 'denied') return next(decided(counted, at), at)
  return next(waitAgain(counted), at)
}

function waitAgain({ dueAt: _dueAt, ...held }: HeldPlan): HeldPlan {
  return { ...held, state: 'waiting', until: waitsUntil(held) }
}

/** Until when votes are waited for; one that has a moment of its own waits no longer than that is worth. */
export function waitsUntil({ plan, verdict, createdAt }: HeldPlan): string {
  const { waitMs, useMs } = verdict.kind === 'ask' ? verdict.requirement : { waitMs: 0, useMs: 0 }
  const patience = Date.parse(createdAt) + waitMs
  const moment = plan.at === undefined ? patience : Date.parse(plan.at) + useMs
  return new Date(Math.min(patience, moment)).toISOString()
}

type CloseEvent = Extract<PlanEvent, { kind: 'close' }>

function close(held: HeldPlan, { as, why, by, replacedBy }: CloseEvent, at: Date): Advance {
  if (!isPending(held)) return refused(decidedText(held))
  if (as === 'expired' && !isOver(held, at)) return refused(text`Its time is not over yet.`)
  const closed = closedBy(by, why, at)
  return next({ ...held, state: as, closed, ...(replacedBy !== undefined && { replacedBy }) }, at)
}

function postpone(held: HeldPlan, byMs: number, at: Date): Advance {
  const { state, revertOf, dueAt, until } = held
  if (state !== 'scheduled' || revertOf === undefined || dueAt === undefined) {
    return refused(decidedText(held))
  }
  return next(
    {
      ...held,
      dueAt: later(new Date(dueAt), byMs),
      ...(until !== undefined && { until: later(new Date(until), byMs) }),
    },
    at,
  )
}

function review(held: HeldPlan, { by, note }: Extract<PlanEvent, { kind: 'review' }>, at: Date) {
  if (held.review?.state !== 'open') return refused(text`It has no open review.`)
  if (isSamePerson(by, held.plan.requester)) {
    return refused(text`Nobody reviews what they did themselves.`)
  }
  return next({ ...held, review: { state: 'closed', by, note, at: at.toISOString() } }, at)
}

const next = (held: HeldPlan, at: Date): Advance => ({
  kind: 'next',
  next: { ...held, updatedAt: at.toISOString() },
})

const refused = (why: Text): Advance => ({ kind: 'refused', why })

const later = (from: Date, ms: number): string => new Date(from.getTime() + ms).toISOString()

const closedBy = (by: Voter | undefined, why: Text, at: Date) => ({
  ...(by && { by }),
  why,
  at: at.toISOString(),
})
