import type { Judge } from '../judge.ts'
import type { Plan } from '../plan.ts'
import type { Verdict } from '../verdict.ts'
import { bold, code, text, type Text } from '../text.ts'
import type { Question, View } from '../view.ts'
import { planView, subject, targetsOf } from './plan-view.ts'

/** Something that the policy wants from the requester, before anybody else is asked. */
export type Demand = {
  readonly code: 'needs-reason' | 'needs-confirmation'
  readonly why: Text
  readonly label: string
  readonly question: Question
}

type Said = { readonly confirm: string | undefined; readonly judge: Pick<Judge, 'reasonHolds'> }

/** The first demand that the words do not meet. */
export function unmetDemand(plan: Plan, verdict: Verdict, said: Said): Demand | undefined {
  if (verdict.kind !== 'ask' || plan.effects.length === 0) return undefined
  const { reason, confirm } = verdict.requirement
  if (reason && !givesReason(plan, reason.patterns, said.judge))
    return reasonDemand(plan, reason.hint)
  const name = confirm && nameOf(plan, confirm)
  return name !== undefined && said.confirm?.trim() !== name
    ? confirmDemand(name, said.confirm)
    : undefined
}

/** The plan, and the same words again behind a dialog that asks for what is missing. */
export function demandView(plan: Plan, { why, label, question }: Demand): View {
  const title = text`${plan.wording.imperative} ${subject(plan)}: ${why}`
  const card = planView(plan, 'attention', title)
  const button = { label, words: plan.words, style: 'primary' as const, question }
  const parts = [...card.parts, { part: 'note' as const, text: text`Nothing was changed yet.` }]
  return { ...card, parts, buttons: [button, ...(card.buttons ?? [])] }
}

function givesReason(
  { reason = '' }: Plan,
  patterns: readonly string[],
  judge: Said['judge'],
): boolean {
  return reason.trim() !== '' && patterns.every((pattern) => judge.reasonHolds(pattern, reason))
}

function reasonDemand({ reason }: Plan, hint: string | undefined): Demand {
  const wanted = hint === undefined ? [] : text` (${hint})`
  const why =
    reason === undefined
      ? text`the policy wants a reason${wanted}`
      : text`the policy wants another reason${wanted}`
  const question = { title: 'Reason', label: 'Why is this needed?', flag: '--reason' }
  return {
    code: 'needs-reason',
    why,
    label: 'Give a reason…',
    question: { ...question, ...(hint !== undefined && { hint }), submit: 'Go on' },
  }
}

function confirmDemand(name: string, typed: string | undefined): Demand {
  const other = typed === undefined ? [] : text`, and ${code(typed)} is not it`
  return {
    code: 'needs-confirmation',
    why: text`the policy wants ${bold(name)} typed to confirm it${other}`,
    label: 'Confirm…',
    question: {
      title: 'Confirm',
      label: `Type ${name}`,
      hint: 'Exactly as it is written.',
      flag: '--confirm',
      max: 253,
      submit: 'Confirm',
    },
  }
}

/** With several objects it is the first that is typed. */
const nameOf = (plan: Plan, confirm: 'cluster' | 'object') =>
  confirm === 'cluster' ? plan.cluster : targetsOf(plan)[0]?.name
