import type { HeldPlan, Vote } from '../held/held-plan.ts'
import { bold, join, text, type Text, time, user } from '../text.ts'
import type { Part, View } from '../view.ts'
import { heldView } from './held-view.ts'

/** The card of one plan with its whole story, for one person. */
export function detailsView(held: HeldPlan): View {
  const shown = heldView(held)
  return { ...shown, parts: [...shown.parts, ...storyParts(held)] }
}

function storyParts(held: HeldPlan): readonly Part[] {
  const { plan, votes, closed, outcome, review } = held
  const lines: readonly Text[] = [
    text`${time(new Date(held.createdAt))} asked by ${user(plan.requester.userId)} in the words ${bold(plan.words)}`,
    ...votes.map(voteLine),
    ...(closed ? [text`${time(new Date(closed.at))} ${held.state}: ${closed.why}`] : []),
    ...(outcome ? [text`${time(new Date(outcome.at))} ended: ${outcome.kind}`] : []),
    ...(review?.state === 'open' ? [text`Break-glass was used; its review is open.`] : []),
  ]
  return [
    { part: 'text', text: join(lines, '\n') },
    { part: 'note', text: text`policy: ${held.verdict.reason} (rule ${held.verdict.rule.name})` },
  ]
}

function voteLine({ voter, choice, reason, at, groups }: Vote): Text {
  const said = choice === 'approve' ? 'approved' : 'denied'
  const because = reason === undefined ? [] : text` “${reason}”`
  const counts = groups.length > 0 ? text` (${groups.join(', ')})` : text` (does not count)`
  return text`${time(new Date(at))} ${said} by ${user(voter.userId)}${counts}${because}`
}
