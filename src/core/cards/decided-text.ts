import type { HeldPlan, Vote } from '../held/held-plan.ts'
import { code, join, text, type Text, time, user } from '../text.ts'

/** Who approved it: `approved by @one, @two`. Undefined where nobody had to. */
export function approvedBy({ verdict, votes }: HeldPlan): Text | undefined {
  const approvals = votes.filter(counts('approve'))
  if (verdict.kind !== 'ask' || approvals.length === 0) return undefined
  return text`approved by ${namesOf(approvals)}`
}

/** Why a plan cannot be decided any more, for somebody who comes late. */
export function decidedText(held: HeldPlan): Text {
  const { state, closed, plan } = held
  const name = code(plan.id)
  const by = closed?.by ? text` by ${user(closed.by.userId)}` : []
  const at = closed ? text` ${time(new Date(closed.at))}` : []
  switch (state) {
    case 'waiting':
      return text`Plan ${name} still waits for votes.`
    case 'approved':
    case 'scheduled':
    case 'executing':
    case 'ended':
      return text`Plan ${name} was ${begun(held)}.`
    case 'denied':
      return text`Plan ${name} was already denied${by}${at}: ${closed?.why ?? []}`
    case 'cancelled':
      return text`Plan ${name} was already cancelled${by}${at}.`
    case 'expired':
      return text`Plan ${name} expired${at}: its time was over.`
    case 'void':
      return text`Plan ${name} is void${at}: ${closed?.why ?? []}${askedAgain(held)}`
    default:
      return state satisfies never
  }
}

const askedAgain = ({ replacedBy }: HeldPlan): Text =>
  replacedBy === undefined ? [] : text` It was asked again as plan ${code(replacedBy)}.`

const namesOf = (votes: readonly Vote[]): Text =>
  join(
    votes.map(({ voter }) => [user(voter.userId)]),
    ', ',
  )

const counts =
  (choice: Vote['choice']) =>
  (vote: Vote): boolean =>
    vote.choice === choice && vote.groups.length > 0

function begun(held: HeldPlan): Text {
  const approved = approvedBy(held)
  if (approved) return text`already ${approved}${held.state === 'ended' ? ' and has ended' : []}`
  if (held.state === 'scheduled') return text`scheduled and needs no approval`
  return held.state === 'ended' ? text`already carried out` : text`begun without votes`
}
