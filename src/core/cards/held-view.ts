import type { HeldPlan } from '../held/held-plan.ts'
import { askedBy, subject } from './plan-view.ts'
import { bold, capital, code, text, type Text, time, user } from '../text.ts'
import type { Button, Part, Scope, Tone, View } from '../view.ts'
import { sayDuration } from '../words/duration.ts'
import { pendingButtons, wayOnButtons } from './card-buttons.ts'
import { changesParts, votesParts } from './card-parts.ts'
import { approvedBy } from './decided-text.ts'
import { wantedBy } from './wanted.ts'

export type AroundHeld = { readonly freezes?: NonNullable<Scope['freezes']> }

/** The card of a plan that is not at work: what it would do, who has agreed, until when; or how it was decided. */
export function heldView(held: HeldPlan, { freezes = [] }: AroundHeld = {}): View {
  const { plan, environment, production } = held
  return {
    tone: TONES[held.state],
    title: titleOf(held),
    scope: {
      cluster: plan.cluster,
      environment,
      production,
      ...(freezes.length > 0 && { freezes }),
    },
    parts: [whatPart(held), ...changesParts(held), ...radiusParts(held), ...votesParts(held)],
    buttons: buttonsOf(held),
    footer: footerOf(held),
  }
}

/** The same for whoever only has to know how it was decided. */
export function decidedView(held: HeldPlan): View {
  return { ...heldView(held), parts: [whatPart(held), ...changesParts(held)] }
}

const TONES = {
  waiting: 'waiting',
  approved: 'waiting',
  scheduled: 'waiting',
  executing: 'working',
  ended: 'plain',
  denied: 'failed',
  cancelled: 'plain',
  expired: 'attention',
  void: 'attention',
} as const satisfies Record<HeldPlan['state'], Tone>

function titleOf(held: HeldPlan): Text {
  const { state, until } = held
  switch (state) {
    case 'waiting':
      return text`Needs ${wantedBy(held.verdict)}${until === undefined ? [] : text` · expires ${time(new Date(until))}`}`
    case 'approved':
      return text`${capital(approvedBy(held) ?? text`approved`)} · begins now`
    case 'scheduled':
      return scheduledTitle(held)
    case 'executing':
      return text`At work${agreed(held)}`
    case 'ended':
      return text`Ended (${held.outcome?.kind ?? 'unknown'})${agreed(held)}`
    case 'denied':
    case 'cancelled':
    case 'expired':
    case 'void':
      return closedTitle(held, state)
    default:
      return state satisfies never
  }
}

const CLOSED = {
  denied: 'Denied',
  cancelled: 'Cancelled',
  expired: 'Expired',
  void: 'Void',
} as const

/** A way back that somebody called off: what it would have taken back is kept. */
function closedTitle({ closed, revertOf }: HeldPlan, state: keyof typeof CLOSED): Text {
  const isKept = state === 'cancelled' && revertOf !== undefined && closed?.by !== undefined
  const by = closed?.by ? text` by ${user(closed.by.userId)}` : []
  const why = closed && closed.why.length > 0 ? text`: ${closed.why}` : []
  return text`${isKept ? 'Kept' : CLOSED[state]}${by}${why}`
}

function scheduledTitle(held: HeldPlan): Text {
  const at = held.dueAt === undefined ? [] : text` ${time(new Date(held.dueAt))}`
  if (held.revertOf === undefined) return text`Scheduled: begins${at}${agreed(held)}`
  const [effect] = held.plan.effects
  const [change] = effect?.changes ?? []
  const back = change ? text`${change.field} ${code(String(change.after ?? 'not set'))}` : []
  return text`Temporary: ${subject(held.plan)} goes back to ${back.length > 0 ? back : 'what it was'}${at}`
}

const agreed = (held: HeldPlan): Text => {
  const by = approvedBy(held)
  return by ? text` · ${by}` : []
}

function whatPart({ plan, state, revertOf }: HeldPlan): Part {
  const { wording, forMs, at } = plan
  const temporary = forMs === undefined ? [] : text` for ${sayDuration(forMs)}`
  const isSaid = at === undefined || state === 'scheduled'
  const back = revertOf === undefined ? [] : text`To take back ${code(revertOf)}: `
  const moment = isSaid ? [] : text`, not before ${time(new Date(at))}`
  return {
    part: 'text',
    text: text`${back}${bold(wording.imperative)} ${subject(plan)}${temporary}${moment} · ${askedBy(plan)}`,
  }
}

const radiusParts = ({ radius = [] }: HeldPlan): Part[] =>
  radius.length > 0 ? [{ part: 'fields', fields: radius }] : []

function buttonsOf(held: HeldPlan): readonly Button[] {
  const pending = pendingButtons(held)
  return pending.length > 0 ? pending : wayOnButtons(held)
}

function footerOf({ plan, state, replaces, replacedBy }: HeldPlan): Text {
  const drift = state === 'waiting' || state === 'approved' ? ', void if the object changes' : ''
  const before = replaces === undefined ? [] : text` · instead of ${code(replaces)}`
  const after = replacedBy === undefined ? [] : text` · asked again as ${code(replacedBy)}`
  return text`plan ${code(plan.id)} · hash ${code(plan.hash.slice(0, 8))}${drift}${before}${after} · request ${code(plan.requestId)}`
}
