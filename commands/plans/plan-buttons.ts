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

export const cancelButton = (id: string): Button => ({ label: 'Cancel', words: `cancel ${id}` })

export const keepButton = (id: string): Button => ({ label: 'Keep', words: `keep ${id}` })

export const extendButton = (id: string): Button => ({
  label: 'Extend 1 h',
  words: `extend ${id} 1h`,
})
