import type { Judge } from '../judge.ts'
import type { Plan } from '../plan.ts'
import type { Verdict } from '../verdict.ts'
import { bold, code, plain, text, type Text, lower } from '../text.ts'
import type { Question, View } from '../view.ts'
import { askedBy, planView, subject, targetsOf } from '../cards/plan-view.ts'

/** Something that the policy wants from the requester, before anybody else is asked. */
export type Demand = {
  readonly code: 'needs-reason' | 'needs-confirmation'
  readonly why: Text
  readonly rule: Text
  readonly label: string
  readonly question: Question
}

type Said = { readonly confirm: string | undefined; readonly judge: Pick<Judge, 'reasonHolds'> }

/** The first demand that the words do not meet. */
export function unmetDemand(plan: Plan, verdict: Verdict, said: Said): Demand | undefined {
  if (verdict.kind !== 'ask' || plan.effects.length === 0) return undefined
  const { reason, confirm } = verdict.requirement
  const rule = text`${verdict.reason} (rule ${code(verdict.rule.name)})`
  if (reason && !givesReason(plan, reason.patterns, said.judge))
    return { ...reasonDemand(plan, reason.hint), rule }
  const name = confirm && nameOf(plan, confirm)
  return name !== undefined && said.confirm?.trim() !== name
    ? { ...confirmDemand(plan, name, said.confirm), rule }
    : undefined
}

/** The plan, and the same words again behind a dialog that asks for what is missing. */
export function demandView(plan: Plan, { why, rule, label, question }: Demand): View {
  const title = text`${plan.wording.imperative} ${subject(plan)}: ${why}`
  const card = planView(plan, 'attention', title)
  const button = { label, words: plan.words, style: 'primary' as const, question }
  const note = { part: 'note' as const, text: text`${rule}. Nothing was changed yet.` }
  const buttons = [button, ...(card.buttons ?? [])]
  return { ...card, parts: [...card.parts, note], buttons, footer: askedBy(plan) }
}

function givesReason(
  { reason = '' }: Plan,
  patterns: readonly string[],
  judge: Said['judge'],
): boolean {
  return reason.trim() !== '' && patterns.every((pattern) => judge.reasonHolds(pattern, reason))
}

function reasonDemand({ reason }: Plan, hint: string | undefined): Omit<Demand, 'rule'> {
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

function confirmDemand(plan: Plan, name: string, typed: string | undefined): Omit<Demand, 'rule'> {
  const other = typed === undefined ? [] : text`, and ${code(typed)} is not it`
  return {
    code: 'needs-confirmation',
    why: text`the policy wants ${bold(name)} typed to confirm it${other}`,
    label: 'Confirm…',
    question: {
      title: 'Confirm',
      label: `Type ${name}`,
      hint: `To ${lower(plan.wording.imperative)} ${plain(subject(plan))} on ${plan.cluster}. Exactly as it is written.`,
      flag: '--confirm',
      max: 253,
      submit: 'Confirm',
    },
  }
}

/** With several objects it is the first that is typed. */
export const nameOf = (plan: Plan, confirm: 'cluster' | 'object') =>
  confirm === 'cluster' ? plan.cluster : targetsOf(plan)[0]?.name
