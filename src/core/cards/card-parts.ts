import type { HeldPlan, Vote } from '../held/held-plan.ts'
import { planParts } from './plan-view.ts'
import { code, join, plain, text, type Text, user } from '../text.ts'
import type { FieldChange } from '../plan.ts'
import type { Part } from '../view.ts'
import { type GroupTally, tallyOf } from '../held/tally.ts'

/** What it would change, field by field, with its warnings; beside what was asked for before, where it replaces that. */
export function changesParts({ plan, formerly }: HeldPlan): readonly Part[] {
  const parts = planParts(plan)
  if (!formerly) return parts
  const before = plain(join(formerly.changes.map(changeText), ', '))
  const after = plain(join(plan.effects.flatMap((effect) => effect.changes).map(changeText), ', '))
  const was =
    before === after
      ? text`The change itself is the same as before:`
      : text`It was: ${join(formerly.changes.map(changeText), ', ')}; now:`
  return [{ part: 'text', text: text`Asked again: ${formerly.why} ${was}` }, ...parts]
}

/** Who has agreed, group by group, and whose vote counts no more. */
export function votesParts(held: HeldPlan): readonly Part[] {
  const fields = tallyOf(held).groups.map((one) => ({
    name: one.group.name,
    value: groupText(one),
  }))
  const lapsed = held.votes.filter(({ groups }) => groups.length === 0)
  return [
    ...(fields.length > 0 ? [{ part: 'fields' as const, fields }] : []),
    ...(lapsed.length > 0 ? [{ part: 'note' as const, text: lapsedText(lapsed) }] : []),
  ]
}

export const changeText = ({ field, before, after }: FieldChange): Text =>
  text`${field} ${code(said(before))} → ${code(said(after))}`

function groupText({ group, approvals, denials }: GroupTally): Text {
  const open = Math.max(0, group.approve - approvals.length)
  const marks = [
    ...approvals.map(({ voter }) => text`✓ ${user(voter.userId)}`),
    ...denials.map(denialText),
    ...Array.from({ length: Math.min(open, 5) }, () => text`○`),
  ]
  return text`${approvals.length} of ${group.approve} · ${join(marks, ' ')}`
}

const denialText = ({ voter, reason }: Vote): Text =>
  text`✕ ${user(voter.userId)}${reason === undefined ? [] : text` “${reason}”`}`

const lapsedText = (votes: readonly Vote[]): Text =>
  text`Not counted any more: ${join(
    votes.map(({ voter, choice }) => text`${user(voter.userId)} (${choice})`),
    ', ',
  )}.`

const said = (value: FieldChange['before']): string => (value === null ? 'not set' : String(value))
