import type { HeldPlan } from '../../src/core/held/held-plan.ts'
import type { Button } from '../../src/core/view.ts'

/** Rows that get buttons: more would be a wall of them. */
const SHOWN = 3

/** Buttons for the first plans of a list; with several, each says which it means. */
export function buttonsFor(
  plans: readonly HeldPlan[],
  buttonsOf: (id: string, held: HeldPlan) => readonly Button[],
): readonly Button[] {
  const name = (label: string, id: string) => (plans.length === 1 ? label : `${label} ${id}`)
  return plans.slice(0, SHOWN).flatMap((held) =>
    buttonsOf(held.plan.id, held).map((button) => ({
      ...button,
      label: name(button.label, held.plan.id),
    })),
  )
}

export const detailsButton = (id: string): Button => ({
  label: 'Details',
  words: `approvals ${id}`,
})

export const approveButton = (id: string): Button => ({
  label: 'Approve',
  words: `approve ${id}`,
  style: 'primary',
})

export const denyButton = (id: string): Button => ({
  label: 'Deny…',
  words: `deny ${id}`,
  style: 'danger',
  question: { title: 'Deny this plan', label: 'Why?', submit: 'Deny' },
})

export const cancelButton = (id: string): Button => ({ label: 'Cancel', words: `cancel ${id}` })

export const keepButton = (id: string): Button => ({ label: 'Keep', words: `keep ${id}` })

export const extendButton = (id: string): Button => ({
  label: 'Extend 1 h',
  words: `extend ${id} 1h`,
})

export const reviewButton = (id: string): Button => ({
  label: 'Close review…',
  words: `review ${id}`,
  question: { title: 'Close this review', label: 'What did you find?', submit: 'Close' },
})
