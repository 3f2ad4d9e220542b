import { z } from 'zod'
import { defineCondition, settled } from '../condition.ts'

/** How much the command can break: read, change (can be undone) or danger. */
export const risk = defineCondition({
  key: 'risk',
  option: z.array(z.enum(['read', 'change', 'danger'])).min(1),
  wanted: (wanted) => wanted.join(', '),
  look:
    (wanted) =>
    ({ facts }) =>
      settled(wanted.includes(facts.risk), facts.risk),
})
