import type { HeldPlan } from '../held/held-plan.ts'
import type { Button } from '../view.ts'
import { withoutFlags } from '../words/without-flags.ts'

/** While it can still be decided: words for the approvers, the requester, or whoever set a time limit. */
export function pendingButtons(held: HeldPlan): readonly Button[] {
  const { plan, state, revertOf } = held
  const { id } = plan
  const details: Button = { label: 'Details', words: `approvals ${id}` }
  const cancel: Button = { label: 'Cancel', words: `cancel ${id}` }
  if (state === 'waiting') return [approveButton(held), denyButton(id), details, cancel]
  if (state === 'approved') return [details, cancel]
  if (state !== 'scheduled') return []
  return revertOf === undefined ? [details, cancel] : temporaryButtons(revertOf)
}

/** For a temporary change, named by its own id. */
export const temporaryButtons = (changeId: string): readonly Button[] => [
  { label: 'Extend 1 h', words: `extend ${changeId} 1h` },
  { label: 'Keep', words: `keep ${changeId}` },
  { label: 'Revert now', words: `undo ${changeId}` },
]

/** When it ended without having been carried out: how to go on. */
export function wayOnButtons({ plan, state, revertOf, replacedBy }: HeldPlan): readonly Button[] {
  if (replacedBy !== undefined) {
    return [{ label: 'The new plan', words: `approvals ${replacedBy}` }]
  }
  const isOpen = state === 'void' || state === 'expired' || (state === 'denied' && revertOf)
  if (!isOpen) return []
  return revertOf === undefined
    ? [againButton(plan)]
    : [{ label: 'Revert now', words: `undo ${revertOf}` }]
}

/** What had a moment that is over can only be done now. What was typed to confirm it is typed anew. */
function againButton({ words, at }: HeldPlan['plan']): Button {
  return at === undefined
    ? { label: 'Ask again', words: withoutFlags(words, ['--confirm']) }
    : { label: 'Do it now', words: withoutFlags(words, ['--confirm', '--at']) }
}

export const approveButton = ({ plan }: HeldPlan): Button => ({
  label: 'Approve',
  words: `approve ${plan.id}`,
  style: plan.risk === 'danger' ? 'danger' : 'primary',
})

export const denyButton = (id: string): Button => ({
  label: 'Deny…',
  words: `deny ${id}`,
  question: {
    title: 'Deny this plan',
    label: 'Why not?',
    hint: `The requester and everybody on the card see it (plan ${id}).`,
    max: 500,
    submit: 'Deny',
  },
})

export const reviewButton = (id: string): Button => ({
  label: 'Close review…',
  words: `review ${id}`,
  question: {
    title: 'Close the review',
    label: 'What came of it?',
    hint: `Kept with plan ${id}.`,
    submit: 'Close',
  },
})
